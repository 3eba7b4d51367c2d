"""What a database itself says of the claims that an expert would write about it."""

from golive.infer.inference import Inference, infer
from golive.infer.proposal import Certainty, Proposal

__all__ = ["Certainty", "Inference", "Proposal", "infer"]

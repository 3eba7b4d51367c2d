"""The audits are held against defects of a platform's own kind: which of them do they see, and by which name?"""

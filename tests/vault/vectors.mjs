// Seals the same plaintexts with Node's own crypto in every form that a claim can describe.
// node tests/vault/vectors.mjs > tests/vault/vectors.json
import { createCipheriv, createHash, createHmac, scryptSync } from "node:crypto";

const text = "an invented secret of 32 symbols";
const hexText = createHash("sha256").update("an invented key").digest("hex");
const base64Text = Buffer.from(hexText, "hex").toString("base64");
const plaintexts = ['{"apiKey":"invented"}', '{"apiKey":"Zoë — naïve","nested":{"a":[1,2,3]}}', `{"apiKey":"${"long".repeat(30)}"}`];
const keys = {
  utf8: { text, key: Buffer.from(text) },
  hex: { text: hexText, key: Buffer.from(hexText, "hex") },
  base64: { text: base64Text, key: Buffer.from(base64Text, "base64") },
  sha256: { text, key: createHash("sha256").update(text).digest() },
  scrypt: { text, key: scryptSync(text, "salt", 32) },
};
const ivOf = (seed, size) => createHash("sha256").update(seed).digest().subarray(0, size);
const vectors = [];

function seal(cipher, key, iv, plain) {
  const sealing = createCipheriv(cipher, key, iv);
  const ciphertext = Buffer.concat([sealing.update(plain, "utf8"), sealing.final()]);
  return { iv, ciphertext, tag: cipher.endsWith("gcm") ? sealing.getAuthTag() : undefined };
}

function write(parts, layout, encoding) {
  const found = /[^a-z+]/.exec(layout);
  const pieces = (found ? layout.split(found[0]) : [layout]).map((piece) =>
    Buffer.concat(piece.split("+").map((name) => parts[name])).toString(encoding),
  );
  return pieces.join(found ? found[0] : "");
}

for (const [derive, { text: secret, key }] of Object.entries(keys))
  for (const bits of [128, 192, 256])
    for (const [mode, layouts, size] of [["cbc", ["iv:ciphertext", "iv+ciphertext"], 16], ["gcm", ["iv:tag:ciphertext", "iv+ciphertext+tag", "iv.ciphertext+tag"], 12], ["gcm", ["iv:ciphertext:tag"], 16]])
      for (const layout of layouts)
        for (const encoding of ["hex", "base64", "base64url"]) {
          if (bits !== 256 && derive !== "hex") continue;
          const short = derive === "hex" ? { secret: hexText.slice(0, bits / 4), key: key.subarray(0, bits / 8) } : { secret, key };
          const cipher = `aes-${bits}-${mode}`;
          const stored = plaintexts.map((plain, n) => write(seal(cipher, short.key, ivOf(`${derive}${cipher}${layout}${n}`, size), plain), layout, encoding));
          vectors.push({ cipher, layout, encoding, derive, iv_bytes: size, secret: short.secret, stored });
        }

for (const [derive, { text: secret, key }] of Object.entries(keys)) {
  const stored = plaintexts.map((plain, n) => {
    const { iv, ciphertext } = seal("aes-128-cbc", key.subarray(16), ivOf(`fernet${derive}${n}`, 16), plain);
    const head = Buffer.concat([Buffer.from("80000000006918a000", "hex"), iv, ciphertext]);
    return Buffer.concat([head, createHmac("sha256", key.subarray(0, 16)).update(head).digest()]).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  });
  vectors.push({ cipher: "fernet", derive, secret, stored });
}
console.log(`[\n${vectors.map((one) => JSON.stringify(one)).join(",\n")}\n]`);

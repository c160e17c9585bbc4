// Reads our access tokens from the standard input, as a JSON array, and says what LiveKit's SDK finds in them.
import { readFileSync } from 'node:fs';
import { TokenVerifier } from 'livekit-server-sdk';

const { LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = process.env;
const verifier = new TokenVerifier(key, secret);
for (const token of JSON.parse(readFileSync(0, 'utf8'))) {
  const { sub, name, exp, iss, video } = await verifier.verify(token);
  console.log(JSON.stringify({ sub, name, iss, lasts: exp - Math.floor(Date.now() / 1000) > 800, video }));
}

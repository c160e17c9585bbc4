// Reads webhooks from the standard input, as [{ body, authorization }], and verifies them as a receiver would.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { WebhookReceiver } from 'livekit-server-sdk';

const { LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = process.env;
const receiver = new WebhookReceiver(key, secret);
for (const { body, authorization } of JSON.parse(readFileSync(0, 'utf8'))) {
  const event = await receiver.receive(body, authorization);
  assert.match(event.id, /^EV_\w{12}$/);
  assert.ok(event.createdAt > 0n);
  await assert.rejects(receiver.receive(`${body} `, authorization), /sha256 checksum/);
  console.log(event.event);
}

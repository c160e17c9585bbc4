// Reads received requests from the standard input, as { secrets, requests: [{ body, headers }] }, and verifies each with each
// secret, as a receiver that knows that secret would. Prints a line a request: its type, or that it was refused.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

const { secrets, requests } = JSON.parse(readFileSync(0, 'utf8'));
for (const secret of secrets) {
  const webhook = new Webhook(secret);
  for (const { body, headers } of requests) {
    try {
      const event = webhook.verify(body, headers);
      assert.deepEqual(Object.keys(event), ['type', 'timestamp', 'data']);
      assert.ok(!Number.isNaN(Date.parse(event.timestamp)));
      assert.throws(() => webhook.verify(`${body} `, headers), WebhookVerificationError);
      assert.throws(() => webhook.verify(body, { ...headers, 'webhook-id': 'evt_other' }), WebhookVerificationError);
      assert.throws(() => webhook.verify(body, { ...headers, 'webhook-timestamp': '1' }), WebhookVerificationError);
      console.log(event.type);
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      console.log('refused');
    }
  }
}

// What every script needs to reach the sandbox that the test started.
import assert from 'node:assert/strict';
import { AccessToken, AgentDispatchClient, EgressClient, RoomServiceClient } from 'livekit-server-sdk';

const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret } = process.env;

export const rooms = new RoomServiceClient(url, key, secret);
export const egress = new EgressClient(url, key, secret);
export const dispatches = new AgentDispatchClient(url, key, secret);
export const strangers = new RoomServiceClient(url, key, 'x'.repeat(32));

/** Joins as a client with a token of the SDK would. */
export async function join(room, identity, publishAudio = true) {
  const token = new AccessToken(key, secret, { identity, name: `Name of ${identity}`, ttl: '10m' });
  token.addGrant({ roomJoin: true, room });
  return control('POST', '/participants', { token: await token.toJwt(), publishAudio });
}

export async function control(method, path, body) {
  const response = await fetch(`${url}/sandbox${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** Asserts that a call of the SDK fails with this Twirp code and HTTP status. */
export async function fails(promise, code, status, message) {
  await assert.rejects(promise, (error) => {
    assert.deepEqual([error.code, error.status], [code, status]);
    assert.match(error.message, message);
    return true;
  });
}

/** Asks until the answer satisfies; gives up after 20 s. */
export async function eventually(ask, satisfies) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    assert.ok(Date.now() < deadline, `Gave up waiting; the last answer was ${JSON.stringify(answer, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

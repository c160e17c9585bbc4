// One whole call through a client whose types are made from /openapi/v1.json: what does not fit them does not compile.
import createClient from 'openapi-fetch';
import type { paths } from './api.d.ts';

declare const process: { env: Record<string, string | undefined> };
const { API = '', SANDBOX = '', TOKEN = '', AGENT_SECRET = '' } = process.env;
const user = createClient<paths>({ baseUrl: API, headers: { authorization: `Bearer ${TOKEN}` } });
const agent = createClient<paths>({ baseUrl: API, headers: { 'x-voice-agent-secret': AGENT_SECRET } });

function must<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status} ${answer.response.url}: ${JSON.stringify(answer.error)}`);
  return answer.data;
}
function check(holds: boolean, what: string) {
  if (!holds) throw new Error(`not so: ${what}`);
}

const call = must(await user.POST('/api/calls', {
  params: { header: { 'Idempotency-Key': 'typed-client' } },
  body: { callType: 'on-demand', participantName: 'Ana' },
}));
const path = { room: call.room };
check(call.status === 'in_progress' && !!call.join?.token, 'a started call can be joined');

// The sandbox stands in for a founder with a browser.
const joined = await fetch(`${SANDBOX}/sandbox/participants`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ token: call.join?.token, publishAudio: true }),
});
check(joined.status === 201, `the founder joins with the token of the start, not ${joined.status}`);

const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const receipt = must(await agent.POST('/api/calls/{room}/transcript', {
  params: { path },
  body: [
    { id: 'SG_1', speaker: 'user', text: 'Our zeppelin pricing is too low.', startedAt: at(0), endedAt: at(1), final: true },
    { id: 'SG_2', speaker: 'fred', text: 'I suggest you raise it by ten percent.', startedAt: at(1), endedAt: at(2), final: true },
  ],
}));
check(receipt.changed === 2, 'both segments are new');

const fresh = must(await user.POST('/api/calls/{room}/token', { params: { path } }));
check(fresh.token.length > 0, 'a live call gives tokens');

const transcript = must(await user.GET('/api/calls/{room}/transcript', { params: { path } }));
if (typeof transcript === 'string') throw new Error('JSON was asked for');
check(transcript.lines.length === 2 && transcript.lines[0]?.speaker === 'user', 'the transcript is read while the call lives');

await user.POST('/api/calls/{room}/end', { params: { path } });
let page = must(await user.GET('/api/calls/{room}', { params: { path } }));
for (let left = 100; page.phase !== 'summary_saved'; left--) {
  check(left > 0, `complete, not ${page.phase}`);
  await new Promise((resolve) => setTimeout(resolve, 200));
  page = must(await user.GET('/api/calls/{room}', { params: { path } }));
}
check(page.status === 'completed' && page.summary?.nextActions.length === 3, 'an ended call has its summary');
check((page.timeline?.length ?? 0) > 5, 'and its timeline');

const found = must(await user.GET('/api/calls', { params: { query: { text: 'zeppelin', limit: '5' } } }));
check(found.calls.some((c) => c.room === call.room), 'it is found by what was said');

const gone = await user.POST('/api/calls/{room}/token', { params: { path } });
check(gone.response.status === 409 && !!gone.error && 'detail' in gone.error, 'an ended call gives no token, and says why');
console.log(call.room);

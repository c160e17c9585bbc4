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

const look = async () => must(await user.GET('/api/calls/{room}', { params: { path } }));
async function until(holds: (page: Awaited<ReturnType<typeof look>>) => boolean, what: string) {
  for (let left = 200; ; left--) {
    const page = await look();
    if (holds(page)) return page;
    check(left > 0, `${what}, not ${page.phase} with a recording ${page.recording.state}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

type Told = paths['/api/calls/{room}/events']['get']['responses'][200]['content']['text/event-stream'];
function read(event: string) {
  const field = (name: string) => event.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
  return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) } as Told;
}
async function follow(segments: number) {
  const stream = must(await user.GET('/api/calls/{room}/events', { params: { path }, parseAs: 'stream', signal: AbortSignal.timeout(30_000) }));
  if (!stream) throw new Error('no stream came');
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const told: Told[] = [];
  let text = '';
  while (told.filter((t) => t.event === 'segment').length < segments) {
    const { value, done } = await reader.read();
    check(!done, 'the stream of a live call goes on');
    const events = (text + decoder.decode(value, { stream: true })).split('\n\n');
    text = events.pop() ?? '';
    told.push(...events.map((e) => read(e)));
  }
  await reader.cancel();
  return told;
}

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

const [first, ...others] = await follow(2);
check(first?.event === 'call' && first.data.room === call.room && first.id.length > 0, 'events begin with the call as it is');
check(others.some((e) => e.event === 'segment' && e.data.id === 'SG_1' && e.data.final), 'and go on with what was said');

await until((p) => p.recording.state === 'active', 'a call in which somebody can be heard is recorded');
const ending = must(await user.POST('/api/calls/{room}/end', { params: { path } }));
check(ending.room === call.room && !ending.join, 'the end answers with the call, and with no way to join it');
const page = await until((p) => p.phase === 'summary_saved' && p.recording.state === 'ready', 'complete');
check(page.status === 'completed' && page.summary?.nextActions.length === 3, 'an ended call has its summary');
check((page.timeline?.length ?? 0) > 5, 'and its timeline');

const found = must(await user.GET('/api/calls', { params: { query: { text: 'zeppelin', limit: '5' } } }));
check(found.calls.some((c) => c.room === call.room), 'it is found by what was said');

const gone = await user.POST('/api/calls/{room}/token', { params: { path } });
check(gone.response.status === 409 && !!gone.error && 'detail' in gone.error, 'an ended call gives no token, and says why');

const recording = must(await user.GET('/api/calls/{room}/recording', { params: { path } }));
check(recording.contentType === 'audio/ogg' && recording.segments.length === 1, 'its recording is of one recorder');
const audio = await fetch(recording.url);
check(audio.ok && (await audio.arrayBuffer()).byteLength === Number(recording.sizeBytes), 'whose link leads to all of it');

const hook = must(await user.POST('/api/webhooks', { body: { url: 'https://hooks.example.com/calls', events: ['call.erased'] } }));
check(hook.enabled && !!hook.secret?.startsWith('whsec_'), 'an endpoint that is registered shows its secret');
const hooks = must(await user.GET('/api/webhooks')).webhooks;
check(hooks.length === 1 && hooks[0]?.id === hook.id && !hooks[0]?.secret, 'and is listed without it');
const removed = await user.DELETE('/api/webhooks/{id}', { params: { path: { id: hook.id } } });
check(removed.response.status === 204 && must(await user.GET('/api/webhooks')).webhooks.length === 0, 'until it is removed');

let report = must(await user.DELETE('/api/calls/{room}', { params: { path } }));
for (let left = 5; report.state !== 'erased'; left--) {
  check(left > 0, `erased, not ${report.state}`);
  report = must(await user.DELETE('/api/calls/{room}', { params: { path } })); // which waits for it
}
check(report.room === call.room && !!report.erasedAt, 'the report of an erasure tells of which call, and when');
const { segments, rows, memories, recordingObjects, timelineEntries } = report.removed;
check(segments === 2 && rows === 1 && memories === 1 && Number(recordingObjects) > 0 && Number(timelineEntries) > 5, `and what: ${JSON.stringify(report.removed)}`);
const missing = await user.GET('/api/calls/{room}', { params: { path } });
check(missing.response.status === 404 && !!missing.error, 'an erased call is gone');
console.log(call.room);

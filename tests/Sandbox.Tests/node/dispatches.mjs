import assert from 'node:assert/strict';
import { dispatches, eventually, fails, rooms } from './sandbox.mjs';

const { sid } = await rooms.createRoom({ name: 'call', agents: [{ agentName: 'first', metadata: 'm1' }] });
const made = await dispatches.createDispatch('call', 'second', { metadata: '{"userId":"1"}' });
assert.match(made.id, /^AD_\w{12}$/);
assert.equal(made.metadata, '{"userId":"1"}');
assert.equal(made.state.jobs[0].state.status, 0); // JS_PENDING

const running = await eventually(() => dispatches.listDispatch('call'), (all) => all.every((d) => d.state.jobs[0]?.state.status === 1));
assert.deepEqual(running.map((d) => d.agentName).sort(), ['first', 'second']);
for (const dispatch of running) {
  const { state, room } = dispatch.state.jobs[0];
  assert.equal(room.sid, sid);
  const agent = await rooms.getParticipant('call', state.participantIdentity);
  assert.equal(agent.kind, 4); // AGENT
  assert.equal(agent.tracks.length, 1);
}

assert.equal((await rooms.listRooms(['call']))[0].numParticipants, 0);
assert.equal((await dispatches.getDispatch(made.id, 'call')).agentName, 'second');
assert.equal(await dispatches.getDispatch('AD_unknown', 'call'), undefined);

await dispatches.deleteDispatch(made.id, 'call');
assert.deepEqual((await rooms.listParticipants('call')).length, 1);
await fails(dispatches.deleteDispatch(made.id, 'call'), 'not_found', 404, /dispatch ID not found/);
await fails(dispatches.listDispatch('nowhere'), 'unavailable', 503, /no response from servers/);

// Dispatching to a room that does not exist makes it.
await dispatches.createDispatch('made-by-dispatch', 'first');
assert.equal((await rooms.listRooms(['made-by-dispatch'])).length, 1);

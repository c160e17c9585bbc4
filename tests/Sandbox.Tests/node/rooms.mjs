import assert from 'node:assert/strict';
import { fails, join, rooms, strangers } from './sandbox.mjs';

const room = 'user-1_call_1';
const made = await rooms.createRoom({ name: room, emptyTimeout: 60, departureTimeout: 7, maxParticipants: 2, metadata: '{"userId":"1"}' });
assert.match(made.sid, /^RM_\w{12}$/);
assert.equal(made.name, room);
assert.equal(made.emptyTimeout, 60);
assert.equal(made.departureTimeout, 7);
assert.equal(made.maxParticipants, 2);
assert.equal(made.metadata, '{"userId":"1"}');
assert.ok(Math.abs(Number(made.creationTimeMs) - Date.now()) < 60_000);
assert.equal(made.creationTime, BigInt(Math.floor(Number(made.creationTimeMs) / 1000)));

const again = await rooms.createRoom({ name: room, emptyTimeout: 5, metadata: 'other' });
assert.equal(again.sid, made.sid);
assert.equal(again.emptyTimeout, 60);
assert.equal(again.metadata, '{"userId":"1"}');

await rooms.createRoom({ name: 'another' });
assert.deepEqual((await rooms.listRooms()).map((r) => r.name).sort(), ['another', room]);
assert.deepEqual((await rooms.listRooms([room, 'nowhere'])).map((r) => r.sid), [made.sid]);

assert.deepEqual(await rooms.listParticipants('nowhere'), []);
const ana = await join(room, 'ana');
assert.equal(ana.roomSid, made.sid);
const [seen] = await rooms.listParticipants(room);
assert.equal(seen.sid, ana.participantSid);
assert.equal(seen.name, 'Name of ana');
assert.equal(seen.tracks[0].mimeType, 'audio/opus');
assert.equal((await rooms.getParticipant(room, 'ana')).sid, seen.sid);
assert.equal((await rooms.listRooms([room]))[0].numParticipants, 1);
await fails(rooms.getParticipant(room, 'bob'), 'not_found', 404, /participant does not exist/);

await rooms.removeParticipant(room, 'ana');
assert.deepEqual(await rooms.listParticipants(room), []);
await fails(rooms.removeParticipant(room, 'ana'), 'not_found', 404, /participant does not exist/);

await rooms.deleteRoom(room);
assert.deepEqual((await rooms.listRooms()).map((r) => r.name), ['another']);
await fails(rooms.deleteRoom(room), 'not_found', 404, /^twirp error unknown: requested room does not exist$/);
await fails(rooms.createRoom({ name: 'x'.repeat(257) }), 'invalid_argument', 400, /room name length exceeds limits/);

// A wrong secret is refused before Twirp, in plain text.
await fails(strangers.listRooms(), undefined, 401, /^invalid authorization token/);

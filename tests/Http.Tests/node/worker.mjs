// Gives the worker of examples/agent a job, as LiveKit does, and prints what its agent was told to be.
import worker from './worker/agent.mjs';
import { served, sessions } from './worker/node_modules/@livekit/agents/index.mjs';

const { ROOM, METADATA } = process.env;
const closing = [];
let connected = false;
await worker.entry({
  connect: async () => (connected = true),
  job: { id: 'AJ_2', metadata: METADATA },
  room: { name: ROOM },
  addShutdownCallback: (close) => closing.push(close),
});
const [session] = sessions;
if (!connected || session.room.name !== ROOM) throw new Error('it is not in the room');
session.emit('user_input_transcribed', { transcript: 'We go on.', isFinal: true, createdAt: Date.UTC(2026, 0, 1, 12) });
for (const close of closing) await close();
console.log(JSON.stringify({ agentName: served[0].agentName, instructions: session.agent.instructions }));

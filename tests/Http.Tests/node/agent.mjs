// Runs examples/agent against the API: a session that emits what LiveKit Agents' AgentSession emits.
import { EventEmitter } from 'node:events';
import { recordTranscript } from './transcript.mjs';

const { API, ROOM, AGENT_SECRET, REFUSED, BAD } = process.env;
const session = new EventEmitter();
const told = [];
const transcript = recordTranscript(session, { api: API, secret: AGENT_SECRET, room: ROOM, job: 'AJ_1', log: (line) => told.push(line) });
const started = Date.UTC(2026, 0, 1, 12);
const say = (transcript, isFinal, at) => session.emit('user_input_transcribed', { type: 'user_input_transcribed', transcript, isFinal, createdAt: started + at });

say('Let us', false, 0);
say('Let us talk about', false, 500);
say('Let us talk about pricing.', true, 1_000);
session.emit('agent_state_changed', { newState: 'speaking', createdAt: started + 1_500 });
session.emit('conversation_item_added', { item: { id: 'item_1', role: 'user', textContent: 'Let us talk about pricing.' }, createdAt: started + 1_000 });
session.emit('conversation_item_added', { item: { id: 'item_2', role: 'assistant', textContent: 'What do you charge today?' }, createdAt: started + 3_000 });
if (BAD) say('x'.repeat(8_001), true, 3_500);
say('Too little.', true, 4_000);
await transcript.close();

if (REFUSED || BAD ? told.length === 0 : told.length > 0) throw new Error(`told: ${told.join('\n')}`);

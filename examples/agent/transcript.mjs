// Tells OrleansCalls what is said in a call while it is said, so that nothing is lost when this worker dies.
// Acknowledged means durable; a segment may be sent any number of times under its id, and only the newest form counts.
const MOST_AT_ONCE = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Posts every utterance of a LiveKit Agents session as a transcript segment.
 * @param session an AgentSession of LiveKit Agents
 * @param call { api: base address, secret: the agent's key, room: the room's name, job: what makes ids unique over restarts }
 * @returns { close() } – call it when the session ends: it resolves when everything was acknowledged or refused
 */
export function recordTranscript(session, { api, secret, room, job, log = console.error }) {
  const waiting = new Map(); // by segment id, in the order of speaking
  let utterances = 0, user = null, speakingSince = null, sending = null;

  session.on('user_input_transcribed', ({ transcript, isFinal, createdAt = Date.now() }) => {
    user ??= { id: `${job}/user-${++utterances}`, startedAt: new Date(createdAt).toISOString() };
    put({ ...user, speaker: 'user', text: transcript, endedAt: new Date(createdAt).toISOString(), final: isFinal });
    if (isFinal) user = null;
  });
  session.on('agent_state_changed', ({ newState, createdAt = Date.now() }) => {
    if (newState === 'speaking') speakingSince = createdAt;
  });
  session.on('conversation_item_added', ({ item, createdAt = Date.now() }) => {
    if (item.role !== 'assistant' || !item.textContent) return;
    const startedAt = new Date(Math.min(speakingSince ?? createdAt, createdAt)).toISOString();
    put({ id: `${job}/${item.id}`, speaker: 'fred', text: item.textContent, startedAt, endedAt: new Date(createdAt).toISOString(), final: true });
  });

  function put(segment) {
    waiting.set(segment.id, segment);
    sending ??= send().finally(() => (sending = null));
  }

  async function send() {
    for (let pause = 250, most = MOST_AT_ONCE; waiting.size > 0; ) {
      const batch = [...waiting.values()].slice(0, most);
      const refused = await post(batch);
      if (refused === null) { // nobody answered, or not now: the same again, later
        await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        continue;
      }
      pause = 250;
      if (['400', '413'].includes(refused) && batch.length > 1) { // one of them is bad: the others must not go with it
        most = Math.ceil(batch.length / 2);
        continue;
      }
      if (refused) log(`OrleansCalls refused ${batch.length} segments of ${room}: ${refused}`);
      most = MOST_AT_ONCE;
      for (const segment of batch) if (waiting.get(segment.id) === segment) waiting.delete(segment.id);
    }
  }

  /** '' when acknowledged, why when refused for good, null when it is to be sent again. */
  async function post(batch) {
    try {
      const response = await fetch(`${api}/api/calls/${encodeURIComponent(room)}/transcript`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-voice-agent-secret': secret },
        body: JSON.stringify(batch),
        signal: AbortSignal.timeout(10_000),
      });
      if (response.ok) return '';
      return response.status >= 500 || [401, 408, 425, 429].includes(response.status) ? null : `${response.status}`;
    } catch {
      return null;
    }
  }

  return { close: async () => { while (sending) await sending; } };
}

// A voice agent of LiveKit Agents whose calls are kept by OrleansCalls: `node agent.mjs dev`.
// Settings: LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, ORLEANSCALLS_URL, VOICE_AGENT_SECRET, and the keys of your models.
import { fileURLToPath } from 'node:url';
import { ServerOptions, cli, defineAgent, voice } from '@livekit/agents';
import { recordTranscript } from './transcript.mjs';

export default defineAgent({
  entry: async (ctx) => {
    await ctx.connect();
    const { resume } = JSON.parse(ctx.job.metadata || '{}'); // what was said before an earlier agent was lost
    const session = new voice.AgentSession({ stt: 'deepgram/nova-3', llm: 'openai/gpt-4.1-mini', tts: 'cartesia/sonic-3' });
    const transcript = recordTranscript(session, {
      api: process.env.ORLEANSCALLS_URL,
      secret: process.env.VOICE_AGENT_SECRET,
      room: ctx.room.name,
      job: ctx.job.id,
    });
    ctx.addShutdownCallback(() => transcript.close());
    const instructions = 'You are Fred, a business coach for founders.' + (resume ? ` The call was interrupted. So far:\n${resume}` : '');
    await session.start({ room: ctx.room, agent: new voice.Agent({ instructions }) });
  },
});

cli.runApp(new ServerOptions({ agent: fileURLToPath(import.meta.url), agentName: process.env.VOICE_AGENT_NAME ?? 'fred-cary-voice' }));

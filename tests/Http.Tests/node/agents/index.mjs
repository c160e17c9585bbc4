// Stands in for LiveKit Agents, so far as examples/agent uses it: sessions are kept, to be told what is heard.
import { EventEmitter } from 'node:events';

export const sessions = [];
export const served = [];
export const defineAgent = (agent) => agent;
export const cli = { runApp: (options) => served.push(options) };
export class ServerOptions {
  constructor(options) {
    Object.assign(this, options);
  }
}
export const voice = {
  Agent: class {
    constructor({ instructions }) {
      this.instructions = instructions;
    }
  },
  AgentSession: class extends EventEmitter {
    async start({ room, agent }) {
      sessions.push(Object.assign(this, { room, agent }));
    }
  },
};

// A Twilio voice bot with @openai/agents and its Twilio transport, as their
// documentation builds one. The packages are unmodified; where Twilio and OpenAI are
// comes from the environment.
import fastifyFormBody from '@fastify/formbody';
import fastifyWs from '@fastify/websocket';
import { RealtimeAgent, RealtimeSession, tool } from '@openai/agents/realtime';
import { TwilioRealtimeTransportLayer } from '@openai/agents-extensions';
import Fastify from 'fastify';
import twilio from 'twilio';
import { z } from 'zod';

const {
  BOT_INSTRUCTIONS,
  OPENAI_API_KEY,
  OPENAI_REALTIME_URL,
  PORT,
  TWILIO_ACCOUNT_SID,
  TWILIO_API_URL,
  TWILIO_AUTH_TOKEN,
} = process.env;
const MODEL = 'gpt-realtime-2.1';

const carrier = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN);
carrier.api.baseUrl = TWILIO_API_URL;
const app = Fastify();
app.register(fastifyFormBody);
app.register(fastifyWs);

app.all('/incoming-call', async (request, reply) => {
  reply.type('text/xml').send(`<?xml version="1.0" encoding="UTF-8"?>
<Response><Connect><Stream url="wss://${request.headers.host}/media-stream"/></Connect></Response>`);
});

app.register(async (scoped) => {
  scoped.get('/media-stream', { websocket: true }, async (connection) => {
    let callSid;
    const endCall = tool({
      name: 'end_call',
      description: 'Hang up, once the conversation is over and goodbye has been said.',
      parameters: z.object({}),
      execute: async () => {
        await carrier.calls(callSid).update({ status: 'completed' });
        return 'ended';
      },
    });
    const agent = new RealtimeAgent({
      name: 'Robin',
      instructions: BOT_INSTRUCTIONS,
      tools: [endCall],
    });
    const session = new RealtimeSession(agent, {
      model: MODEL,
      // Without `audio` here the session's own 24 kHz PCM would override the mu-law
      // that the Twilio transport asks for (0.18.0).
      config: { audio: { output: { voice: 'verse' } } },
      transport: new TwilioRealtimeTransportLayer({ twilioWebSocket: connection }),
    });
    session.on('transport_event', (event) => {
      if (event.type === 'twilio_message' && event.message.event === 'start') {
        callSid = event.message.start.callSid;
      }
    });
    session.on('error', (event) => console.error('session error', event.error));
    await session.connect({
      apiKey: OPENAI_API_KEY,
      url: `${OPENAI_REALTIME_URL}?model=${MODEL}`,
    });
    session.transport.sendEvent({ type: 'response.create' });
  });
});

await app.listen({ host: '127.0.0.1', port: Number(PORT) });

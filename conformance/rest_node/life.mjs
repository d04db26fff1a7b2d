// The life of a call over REST, with the `twilio` package for Node as it is.
import twilio from 'twilio';

const {
  TWILIO_ACCOUNT_SID,
  TWILIO_API_URL,
  TWILIO_AUTH_TOKEN,
  TWILIO_FROM_NUMBER,
  TWILIO_TO_NUMBER,
} = process.env;
const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN);
client.api.baseUrl = TWILIO_API_URL;

const say = (step, fields) => console.log(JSON.stringify({ step, ...fields }));
const LOOKS = 300;
const LOOK_MS = 200;

// Asks until `is` holds for the answer: Twilio has no other way over REST alone.
async function until(ask, is) {
  for (let look = 0; look < LOOKS; look += 1) {
    const found = await ask();
    if (is(found)) return found;
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
  throw new Error('waited in vain');
}

const created = await client.calls.create({
  to: TWILIO_TO_NUMBER,
  from: TWILIO_FROM_NUMBER,
  twiml: '<Response><Pause length="60"/></Response>',
});
say('create', { sid: created.sid, status: created.status });

const fetch = () => client.calls(created.sid).fetch();
const answered = await until(fetch, (call) => call.status === 'in-progress');
say('fetch', { sid: answered.sid, status: answered.status });

const listed = await until(
  () => client.calls.list({ to: TWILIO_TO_NUMBER, status: 'in-progress', limit: 20 }),
  (calls) => calls.some((call) => call.sid === created.sid),
);
say('list', { sid: listed.find((call) => call.sid === created.sid).sid });

const updated = await client.calls(created.sid).update({
  twiml: '<Response><Pause length="50"/></Response>',
});
say('update', { sid: updated.sid, status: updated.status });

await client.calls(created.sid).update({ status: 'completed' });
const ended = await until(fetch, (call) => call.status === 'completed');
say('complete', { sid: ended.sid, status: ended.status });

try {
  await client.calls('CA00000000000000000000000000000000').fetch();
} catch (error) {
  if (!(error instanceof twilio.RestException)) throw error;
  say('unknown', { http: error.status, code: error.code });
}

import { readFileSync } from 'node:fs'

/**
 * Idle followers of a running demonstration and how soon they hear of a change:
 * `node --import tsx e2e/bench/followers.ts http://localhost:3000 PID_OF_THE_WEB_PROCESS [200]`. Reads /proc, so on Linux only.
 */
const [base = 'http://localhost:3000', pid = '', wanted = '200'] = process.argv.slice(2)
const FOLLOWERS = Number(wanted)
// A session holds eight streams at most (app/api/events/open-streams.ts).
const STREAMS_A_SESSION = 8
/** Time for the sockets and the collector to settle before memory is read, milliseconds. */
const SETTLE_MS = 5_000
/** A decision has to be heard by all within this, milliseconds. */
const AIM_MS = 2_000
const KB = 1024

const headers = { origin: base, 'content-type': 'application/json' }
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const resident_kb = (): number => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

async function signIn(): Promise<string> {
  const answer = await fetch(`${base}/api/session`, { method: 'POST', headers, body: JSON.stringify({ person_id: 'usr_mara' }) })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!answer.ok || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`)
  return cookie
}

/** Opens one stream; `heard` is called with every chunk after the first. */
async function follow(cookie: string, leaving: AbortSignal, heard: (text: string) => void): Promise<void> {
  const answer = await fetch(`${base}/api/events`, { headers: { cookie }, signal: leaving })
  if (!answer.ok || answer.body === null) throw new Error(`the stream answered ${answer.status}`)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  await reader.read()
  const read = async (): Promise<void> => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) heard(part.value)
  }
  void read().catch(() => undefined) // ends with the script
}

const leaving = new AbortController()
const first = await signIn()
const cases = ((await (await fetch(`${base}/api/palette`, { headers: { cookie: first } })).json()) as { cases: { case_id: string }[] }).cases
const case_id = cases[0]?.case_id
if (case_id === undefined) throw new Error('the demonstration has no case to follow')
const told = new Map<number, number>()
const listen = async (cookie: string, n: number): Promise<void> =>
  follow(cookie, leaving.signal, (text) => (text.includes(case_id) && !told.has(n) ? void told.set(n, performance.now()) : undefined))

// Warm up what the first stream loads, so that it is not counted as the followers'.
await listen(first, -1)
await pause(SETTLE_MS)
const before_kb = resident_kb()
for (let n = 0; n < FOLLOWERS; ) {
  const cookie = await signIn()
  const here = Math.min(STREAMS_A_SESSION, FOLLOWERS - n)
  await Promise.all(Array.from({ length: here }, (_, i) => listen(cookie, n + i)))
  n += here
}
await pause(SETTLE_MS)
const after_kb = resident_kb()

// The same list says the revision: the page's own export is not needed, a refusal tells the current one.
const command = async (expected_version: number) =>
  (await (
    await fetch(`${base}/api/commands`, {
      method: 'POST',
      headers: { ...headers, cookie: first },
      body: JSON.stringify({
        command: 'case.acknowledge',
        subject: case_id,
        expected_version,
        plan_hash: null,
        intent_digest: null,
        params: {},
        reason: '',
        acknowledged: null,
        surface: 'web',
        idempotency_key: crypto.randomUUID(),
      }),
    })
  ).json()) as { error?: { detail?: { current?: { revision: number } } } }
const revision = (await command(1_000_000)).error?.detail?.current?.revision ?? 0
told.clear()
const sent = performance.now()
await command(revision)
while (told.size < FOLLOWERS + 1 && performance.now() - sent < AIM_MS * 5) await pause(5)
const waits = [...told.values()].map((at) => at - sent).toSorted((a, b) => a - b)
leaving.abort()
process.stdout.write(
  `${JSON.stringify({
    followers: FOLLOWERS,
    resident_kb_per_follower: Math.round(((after_kb - before_kb) / FOLLOWERS) * 10) / 10,
    before_mb: Math.round(before_kb / KB),
    after_mb: Math.round(after_kb / KB),
    heard: waits.length,
    first_ms: Math.round(waits[0] ?? -1),
    last_ms: Math.round(waits.at(-1) ?? -1),
  })}\n`,
)
process.exit(waits.length === FOLLOWERS + 1 && (waits.at(-1) ?? AIM_MS) <= AIM_MS ? 0 : 1)

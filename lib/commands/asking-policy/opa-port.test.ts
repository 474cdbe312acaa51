import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadPolicyBundle } from '@/lib/policy/bundle-store'
import { makePolicyEngine, type PolicyEngine } from '@/lib/policy/engine'
import { randomFacts, seeded } from '@/lib/policy/random-facts'
import { PolicyDecision, type PolicyFacts } from '@/schemas/policy'
import { opaPort } from './opa-port'

type Answer = (body: { input: { action: string; context: PolicyFacts } }, response: ServerResponse, request: IncomingMessage) => void

let server: Server
let url = ''
let engine: PolicyEngine
let answer: Answer

/** A server that speaks OPA's data API and answers from the shipped policies. */
const truthful: Answer = ({ input }, response) => {
  const { decision, level, reasons } = engine.decide(input.context)
  const said = decision === 'require_approval' || decision === 'deny' ? decision : 'allow'
  response.end(JSON.stringify({ result: { decision: said, level, reasons } }))
}
beforeAll(async () => {
  engine = makePolicyEngine(await loadPolicyBundle())
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => {
      text += part.toString()
    })
    request.on('end', () => answer(JSON.parse(text), response, request))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/data/countersign/execute`
})
beforeEach(() => {
  answer = truthful
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const port = (timeout_ms = 2_000) => opaPort({ url, revision: 'r1', timeout_ms, token: 'secret' })
const facts = randomFacts(seeded(7))
const garbled = async (say: Answer): Promise<string> => {
  answer = say
  const got = PolicyDecision.parse(await port().decide(facts))
  expect(got).toMatchObject({ decision: 'deny', level: null, slots: [] })
  expect(got.unmet.length).toBeGreaterThan(0)
  return got.errors.join()
}

describe('a site’s own OPA', () => {
  it('decides as Cedar does when it holds the same rules (200 random plans)', async () => {
    const next = seeded(3)
    const ask = port()
    for (let i = 0; i < 200; i++) {
      const plan = randomFacts(next)
      const [cedar, opa] = [engine.decide(plan), await ask.decide(plan)]
      expect({ decision: opa.decision, level: opa.level, slots: opa.slots, reasons: opa.reasons.map((r) => r.policy_id) }).toEqual({
        decision: cedar.decision,
        level: cedar.level,
        slots: cedar.slots,
        reasons: cedar.reasons.map((r) => r.policy_id),
      })
    }
  }, 30_000)

  it('is sent the facts as input and the token as a bearer', async () => {
    let seen: unknown
    answer = (body, response, request) => {
      seen = { action: body.input.action, facts: body.input.context, bearer: request.headers.authorization }
      truthful(body, response, request)
    }
    await port().decide(facts)
    expect(seen).toEqual({ action: 'execute', facts, bearer: 'Bearer secret' })
  })
})

describe('a plan is denied, with the reason', () => {
  it('when the result is undefined or empty', async () => {
    expect(await garbled((_b, r) => r.end('{}'))).toBe('the answer is not a decision')
    expect(await garbled((_b, r) => r.end('{"result":{}}'))).toBe('the answer is not a decision')
    expect(await garbled((_b, r) => r.end('{"result":true}'))).toBe('the answer is not a decision')
  })
  it('when it is not JSON, too large or not a 200', async () => {
    expect(await garbled((_b, r) => r.end('<html>'))).toBe('the policy server could not be asked')
    expect(await garbled((_b, r) => r.end(`{"result":"${'x'.repeat(300_000)}"}`))).toBe('the answer is too large')
    expect(
      await garbled((b, r, q) => {
        r.statusCode = 500
        truthful(b, r, q)
      }),
    ).toBe('the policy server answered 500')
  })
  it('when the answer has no end, as soon as it is too large', async () => {
    const endless: Answer = (_body, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    }
    expect(await garbled(endless)).toBe('the answer is too large')
  })
  it('when it permits without a level, with an unknown one or against its own word', async () => {
    expect(await garbled((_b, r) => r.end('{"result":{"decision":"allow"}}'))).toBe('the answer permits without a level')
    expect(await garbled((_b, r) => r.end('{"result":{"decision":"allow","level":"L9"}}'))).toBe('the answer is not a decision')
    expect(await garbled((_b, r) => r.end('{"result":{"decision":"allow","level":"L2"}}'))).toBe('the decision and its level contradict one another')
  })
  it('when nobody answers in time, and when nobody listens', async () => {
    answer = () => undefined
    expect((await port(50).decide(facts)).errors).toEqual(['no answer in 50 ms'])
    expect((await opaPort({ url: 'http://127.0.0.1:1/', revision: 'r1', timeout_ms: 500 }).decide(facts)).errors).toEqual([
      'the policy server could not be asked',
    ])
  })
})

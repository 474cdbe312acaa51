import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { handle } from '@/app/api/http'
import { testDatabase } from '@/e2e/scripts/test-database'
import { auditOfCase } from '@/lib/audit/store'
import { change } from '@/lib/db/change'
import { makeEvidence } from '@/lib/evidence/make'
import { configure } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import { redact, redactDeep } from '@/lib/kernel/redact'
import { readSecret } from '@/lib/kernel/secret'
import type { Actor } from '@/schemas/actor'

testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'countersign-secret-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// One of each kind that has leaked somewhere before. None of them opens anything.
const CANARIES = [
  'AKIAIOSFODNN7EXAMPLE',
  'ghp_0123456789abcdefghijABCDEFGHIJ012345',
  'xoxb-123456789012-canary-canary',
  'sk-ant-canary0123456789abcdef',
  `csn_pt_${'c'.repeat(43)}`,
  'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl',
  'https://hooks.slack.com/services/T000/B000/CANARY',
  '-----BEGIN RSA PRIVATE KEY-----\nMIIcanary\n-----END RSA PRIVATE KEY-----',
] as const
const CARRIED = [
  ['postgres://app:canary-word@db:5432/x', 'canary-word'],
  ['Authorization: Bearer canary0123456789', 'canary0123456789'],
  ['password=canary-word', 'canary-word'],
  ['password: canary2word', 'canary2word'],
  ['{"client_secret":"canary word"}', 'canary word'],
  ['Set-Cookie: countersign_session=canary-value; Path=/', 'canary-value'],
] as const

describe('a credential', () => {
  it('is taken out wherever it stands in a text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CANARIES), fc.lorem(), fc.lorem(), (canary, before, after) => {
        const clean = redact(`${before} ${canary} ${after}`)
        expect(clean).not.toContain(canary.slice(8, 20))
        expect(clean.startsWith(before) && clean.endsWith(after)).toBe(true)
      }),
    )
    for (const [text, canary] of CARRIED) expect(redact(text), text).not.toContain(canary)
  })
  it('is taken out at every depth, and by the name of its field', () => {
    const clean = JSON.stringify(
      redactDeep({ a: [{ b: `x ${CANARIES[0]}` }], password: 'canary', headers: { Cookie: 'canary' }, token_id: 'tok_1', tokens: 5 }),
    )
    expect(clean).not.toMatch(/AKIA|canary/)
    expect(clean).toContain('"token_id":"tok_1","tokens":5')
  })
  it('is taken out twice with the same result', () => {
    for (const text of [...CANARIES, ...CARRIED.map(([t]) => t)]) expect(redact(redact(text))).toBe(redact(text))
  })
})

it('leaves alone what is none: figures, digests, names, arns and sentences', () => {
  for (const text of [
    'a'.repeat(64),
    'arn:aws:ec2:eu-west-1:210000000006:instance/i-0loadtest9',
    'case_2833e7c6c6 costs $184.90 a day, m6i.4xlarge since 2026-11-09',
    'usage_type EUW1-BoxUsage:m6i.4xlarge',
    'The secret of a good bill is that every line has an owner',
    'tokens per minute: the key account is payments-prod',
    'this is not done with a token: sign in as yourself',
    'this token has no scope work: make one that has it under settings, tokens',
    'password: ask whoever runs it',
  ])
    expect(redact(text), text).toBe(text)
})

describe('canaries that somebody put where they do not belong never arrive', () => {
  const all = CANARIES.join(' and ')
  const isClean = (text: string) => expect(text).not.toMatch(/IOSFODNN7|ghp_0123|xoxb-1234|ant-canary|cccccc|eyJhbGci|CANARY|MIIcanary/)

  it('in the log', () => {
    const lines: string[] = []
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
    log.error(`failed with ${all}`, new Error(`could not reach ${all}`), { header: all })
    spy.mockRestore()
    isClean(lines.join(''))
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error' })
  })
  it('in evidence, which narration reads', () => {
    const source = { connector: 'aws', query: `describe ${all}`, data_version: null, retrieved_at: '2026-11-19T09:00:00.000Z' }
    isClean(JSON.stringify(makeEvidence({ source, body: { kind: 'cloud.instances', tags: { note: all }, list: [all] }, gaps: [all] })))
  })
  it('in the audit chain', async () => {
    const tenant_id = 'tn_canary'
    const actor: Actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' }
    await change(tenant_id, async () => ({ result: 0, events: [{ kind: 'case.failed', subject: 'case_1', actor, body: { detail: all, nested: [{ all }] } }] }))
    const [entry] = await auditOfCase(tenant_id, 'case_1')
    isClean(entry?.body ?? 'nothing')
  })
  it('in the answer to a request that failed', async () => {
    const fail = handle(async () => {
      throw new Fault('provider_down', `the source said ${all}`, { said: all })
    })
    isClean(await (await fail(new Request('http://localhost/'), undefined)).text())
  })
})

describe('a secret', () => {
  const value = 'correct horse battery'
  it('is read by reference, from the environment, a file or AWS, and never tells itself', async () => {
    process.env['COUNTERSIGN_TEST_SECRET'] = value
    const path = join(folder, 'secret')
    writeFileSync(path, `${value}\n`)
    const cloud = await awsStandIn((asked) => (asked.SecretId === 'prod/oidc' ? { SecretString: `${value} one` } : { Parameter: { Value: `${value} two` } }))
    const read = await Promise.all(['env:COUNTERSIGN_TEST_SECRET', `file:${path}`, 'aws-sm:prod/oidc', 'aws-ssm:/oidc'].map(readSecret))
    await cloud.stop()
    expect(cloud.asked).toEqual(expect.arrayContaining([{ SecretId: 'prod/oidc' }, { Name: '/oidc', WithDecryption: true }]))
    delete process.env['COUNTERSIGN_TEST_SECRET']
    expect(read.map((s) => s.reveal())).toEqual([value, value, `${value} one`, `${value} two`])
    for (const secret of read) expect(`${secret} ${JSON.stringify({ secret })}`).toBe('[secret] {"secret":"[secret]"}')
  })
  it('that was read is taken out of every text from then on', () => expect(redact(`said: ${value}.`)).toBe('said: [redacted].'))
  it('that is not there stops what needs it, and names where it was looked for', async () => {
    for (const reference of ['env:COUNTERSIGN_NOT_SET', `file:${folder}/none`])
      await expect(readSecret(reference), reference).rejects.toMatchObject({ code: 'provider_down', detail: { reference } })
  })
  it('that was written where its reference belongs is not repeated in the refusal', async () => {
    const error: unknown = await readSecret('hunter2-hunter2').catch((e: unknown) => e)
    expect(`${error} ${JSON.stringify(error)}`).not.toContain('hunter2')
  })
})

type Asked = { SecretId?: string; Name?: string }

/** Speaks as much of the AWS JSON protocol as reading one secret needs. */
async function awsStandIn(answer: (asked: Asked) => object): Promise<{ asked: Asked[]; stop(): Promise<void> }> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Asked
    asked.push(body)
    response
      .setHeader('content-type', 'application/x-amz-json-1.1')
      .setHeader('connection', 'close')
      .end(JSON.stringify(answer(body)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const before = { ...process.env }
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', AWS_REGION: 'eu-west-1' })
  configure({ aws_endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  return {
    asked,
    async stop() {
      process.env = before
      configure({ aws_endpoint: null })
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

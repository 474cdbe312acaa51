import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { configure } from '@/lib/kernel/config'
import { readActSecret, readOwnSecret } from './own-secret'

const REFERENCE = 'aws-sm:countersign/tn_acme/writes'
const folder = mkdtempSync(join(tmpdir(), 'countersign-act-secret-'))
/** Whose key signed each request. */
const asked_by: (string | undefined)[] = []
const server = createServer((request, response) => {
  asked_by.push(/Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1])
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"SecretString":"value-of-the-secret"}'))
})

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  writeFileSync(join(folder, 'credentials'), '[actor]\naws_access_key_id = KEYTHATACTS\naws_secret_access_key = secret\n')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'))
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'KEYTHATLOOKS')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  configure({ aws_endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, aws_act_profile: 'actor', may_act: true })
})
afterAll(() => {
  vi.unstubAllEnvs()
  configure({ aws_endpoint: null, aws_act_profile: null, may_act: false })
  rmSync(folder, { recursive: true })
  server.close()
})

it('asks for what acts with the credentials that act, and for everything else with those that look', async () => {
  await readActSecret('tn_acme', REFERENCE)
  await readOwnSecret('tn_acme', 'aws-sm:countersign/tn_acme/reads')
  expect(asked_by).toEqual(['KEYTHATACTS', 'KEYTHATLOOKS'])
})

it('asks for no secret of another tenant, whoever acts', async () => {
  await expect(readActSecret('tn_other', REFERENCE)).rejects.toMatchObject({ code: 'forbidden', detail: { code: 'SECRET' } })
  expect(asked_by).toHaveLength(2)
})

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { config, configure, readConfig } from '@/lib/kernel/config'
import { anchorAudit } from './anchor-audit'
import { anchorFile } from './anchor-file'
import { copyAnchors } from './copy-anchors'

testDatabase()
const CHAIN = 'tn_copied'
const append = () =>
  change(CHAIN, async () => ({
    result: undefined,
    events: [
      { kind: 'case.updated', subject: 'case_1', actor: { kind: 'system', id: 'w', name: 'w', roles: [], tenant_id: CHAIN, surface: 'system' }, body: {} },
    ],
  }))
async function anchored(): Promise<number> {
  await append()
  return (await anchorAudit(CHAIN, Date.now(), true))?.seq ?? 0
}
const forgetCopied = () => (globalThis as unknown as { countersign_copied?: Map<string, number> }).countersign_copied?.clear()

beforeAll(async () => {
  await everyTenant("insert into tenant (tenant_id, name) values ('tn_copied', 'C')")
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
beforeEach(() => {
  forgetCopied()
  configure({ audit_git: null, audit_s3: null, aws_endpoint: null })
})

describe('a Git repository', () => {
  const git = (folder: string, ...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  it('keeps every anchor as it was signed, one commit a time, and pushes them on', async () => {
    const [tree, remote] = [join(config().home, 'tree'), join(config().home, 'remote.git')]
    for (const folder of [tree, remote]) mkdirSync(folder)
    git(remote, 'init', '--bare', '--initial-branch=main')
    git(tree, 'init', '--initial-branch=main')
    git(tree, '-c', 'user.name=x', '-c', 'user.email=x@x.invalid', 'commit', '--allow-empty', '-m', 'Begin')
    git(tree, 'remote', 'add', 'origin', remote)
    git(tree, 'push', '-u', 'origin', 'main')
    await anchored()
    configure({ audit_git: tree })
    for (let n = 0; n < 3; n++) await anchored()
    const kept = () => git(remote, 'show', `main:${CHAIN}.anchors.ndjson`)
    expect(kept()).toBe(readFileSync(anchorFile(CHAIN), 'utf8'))
    expect(git(tree, 'rev-list', '--count', 'HEAD').trim(), 'the one from before came along with the first').toBe('4')
    forgetCopied()
    expect(await copyAnchors(CHAIN)).toEqual([])
    expect(git(tree, 'rev-list', '--count', 'HEAD').trim(), 'nothing new is no commit').toBe('4')
    // Whoever changes the file here does not change the copy, and is noticed.
    const text = readFileSync(anchorFile(CHAIN), 'utf8')
    writeFileSync(anchorFile(CHAIN), text.replace('"root":"', '"root":"f'))
    forgetCopied()
    await expect(copyAnchors(CHAIN)).rejects.toThrow('is not an anchor')
    writeFileSync(anchorFile(CHAIN), text.split('\n').slice(1).join('\n'))
    expect(await copyAnchors(CHAIN)).toEqual(['git'])
    expect(kept()).toBe(text)
    writeFileSync(anchorFile(CHAIN), text)
  })
  it('that is not there stops nobody: the anchor is signed, and copied later', async () => {
    configure({ audit_git: join(config().home, 'nowhere') })
    expect(await anchored()).toBeGreaterThan(0)
    expect(await copyAnchors(CHAIN)).toEqual(['git'])
  })
})

describe('a bucket', () => {
  let server: Server
  const kept = new Map<string, string>()
  let is_down = false
  beforeAll(async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'test'
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test'
    process.env['AWS_REGION'] = 'eu-west-1'
    server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const key = (request.url ?? '').split('?')[0] ?? ''
        const answer = (status: number) => response.writeHead(status, { 'content-type': 'application/xml' }).end()
        if (is_down) return answer(403)
        if (request.method === 'HEAD') return answer(kept.has(key) ? 200 : 404)
        if (request.headers['if-none-match'] !== '*') return answer(400)
        if (kept.has(key)) return answer(412)
        kept.set(key, Buffer.concat(parts).toString())
        return answer(200)
      })
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  beforeEach(() =>
    configure({
      aws_endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      audit_s3: readConfig({ COUNTERSIGN_AUDIT_S3: 's3://audit-anchors/countersign/' }, '/').audit_s3,
    }),
  )
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it('keeps every anchor as an object that is written once, and what it missed while it did not answer', async () => {
    await anchored()
    const lines = () => readFileSync(anchorFile(CHAIN), 'utf8').trimEnd().split('\n')
    const objects = () => [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => /\{.*\}/.exec(text)?.[0])
    expect(objects()).toEqual(lines())
    expect([...kept.keys()][0]).toBe('/audit-anchors/countersign/tn_copied/000000000001.json')
    is_down = true
    await anchored()
    expect(await copyAnchors(CHAIN)).toEqual(['s3'])
    is_down = false
    const before = new Map(kept)
    expect(await copyAnchors(CHAIN)).toEqual([])
    expect(objects()).toEqual(lines())
    for (const [key, text] of before) expect(kept.get(key)).toBe(text)
  })
})

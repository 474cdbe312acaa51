import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let folder = ''
const check = (...args: string[]): { code: number | null; said: string } => {
  const { status, stdout } = spawnSync(process.execPath, ['e2e/scripts/check-cedar.mjs', folder, ...args], { encoding: 'utf8' })
  return { code: status, said: stdout.trim() }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cedar-'))
  cpSync('lib/policy', folder, { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the form of policy files', () => {
  it('is part of what `npm run check` asks', () => expect(readFileSync('e2e/scripts/check.mjs', 'utf8')).toContain("'e2e/scripts/check-cedar.mjs'"))

  it('holds for every file that ships', () => expect(check()).toEqual({ code: 0, said: '' }))

  it('names the file that has another one, and the way to mend it, which changes nothing but the form', () => {
    const path = join(folder, 'base/raises.cedar')
    const planted = '@id("planted") @reason("r") @fix("f") @control("c") @owner("o") forbid(principal,action,resource) when {resource.is_frozen};\n'
    appendFileSync(path, `\n${planted}`)
    const found = check()
    expect(found.code).toBe(1)
    expect(found.said).toContain('base/raises.cedar: is not formatted')
    expect(check('--write').code).toBe(0)
    expect(check()).toEqual({ code: 0, said: '' })
    const bare = (text: string): string => text.replace(/\s/g, '')
    expect(bare(readFileSync(path, 'utf8'))).toBe(bare(`${readFileSync('lib/policy/base/raises.cedar', 'utf8')}${planted}`))
  })

  it('names a file that is no policy', () => {
    appendFileSync(join(folder, 'base/routes.cedar'), 'permit (\n')
    expect(check()).toMatchObject({ code: 1, said: expect.stringContaining('base/routes.cedar: ') })
  })
})

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundleIfStale } from './bundle-if-stale'
import { BUNDLES, CURRENT, currentBundle } from './current-bundle.mjs'

let root = ''
const LONG_AGO = new Date('2026-01-01T00:00:00Z')

function write(path: string, text: string, at: Date | undefined = LONG_AGO): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  if (at !== undefined) utimesSync(join(root, path), at, at)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'countersign-bundle-'))
  mkdirSync(join(root, 'node_modules'))
  write('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }')
  write('app/cli/main.ts', `import { said } from '@/lib/said'\nexport const main = async (): Promise<string> => said + (await import('@/lib/later')).later\n`)
  write('lib/said.ts', `export const said: string = 'one '\n`)
  write('lib/later.ts', `export const later: string = 'two'\n`)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What the bundle of this root says, in a process of its own. */
const run = (before = '', after = ''): string =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `${before}; const { main } = await import(${JSON.stringify(pathToFileURL(currentBundle(root) ?? '').href)}); ${after || 'console.log(await main())'}`,
    ],
    { encoding: 'utf8' },
  ).trim()

test('sources that were bundled once are bundled again only when one of them is another, and run as they are then', async () => {
  expect(currentBundle(root)).toBeUndefined()
  expect(await bundleIfStale(root)).toBe(true)
  expect(run()).toBe('one two')
  expect(await bundleIfStale(root)).toBe(false)

  write('lib/later.ts', `export const later: string = 'six'\n`, new Date('2026-01-02T00:00:00Z'))
  expect(currentBundle(root)).toBeUndefined()
  expect(await bundleIfStale(root)).toBe(true)
  expect(run()).toBe('one six')
})

test('a bundle is not used when a source is gone, or when what its names mean is another', async () => {
  await bundleIfStale(root)
  write('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./other/*"] } } }')
  expect(currentBundle(root)).toBeUndefined()
  write('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }')
  expect(currentBundle(root)).toBeDefined()
  rmSync(join(root, 'lib/said.ts'))
  expect(currentBundle(root)).toBeUndefined()
})

test('a source that is written while it is bundled leaves no bundle behind', async () => {
  write('lib/said.ts', `export const said: string = 'now '\n`, new Date(Date.now() + 60_000))
  expect(await bundleIfStale(root)).toBe(false)
  expect(currentBundle(root)).toBeUndefined()
})

test('a process that runs goes on loading from the bundle that it began with', async () => {
  await bundleIfStale(root)
  const begun = currentBundle(root) ?? ''
  write('lib/later.ts', `export const later: string = 'another'\n`, new Date('2026-01-02T00:00:00Z'))
  await bundleIfStale(root)
  expect(currentBundle(root)).not.toBe(begun)
  expect(
    execFileSync(process.execPath, ['--input-type=module', '-e', `console.log(await (await import(${JSON.stringify(pathToFileURL(begun).href)})).main())`], {
      encoding: 'utf8',
    }),
  ).toBe('one two\n')
})

test('an error names the line of the source it was thrown from', async () => {
  write('lib/later.ts', `type Filler = string\n\nexport const later: Filler = (() => {\n  throw new Error('planted')\n})()\n`)
  await bundleIfStale(root)
  expect(run('process.setSourceMapsEnabled(true)', 'await main().catch((error) => console.log(error.stack))')).toMatch(/lib\/later\.ts:4:\d+/)
})

test.each([
  ['empty, as a power cut leaves it', ''],
  ['cut off', '{ "folder": "1'],
  ['of another form', '{ "folder": 1, "inputs": "all" }'],
])('a note of the bundle that is %s is no bundle, and is written anew', async (_how, text) => {
  await bundleIfStale(root)
  writeFileSync(join(root, BUNDLES, CURRENT), text)
  expect(currentBundle(root)).toBeUndefined()
  expect(await bundleIfStale(root)).toBe(true)
  expect(run()).toBe('one two')
})

test('a folder that is a file by now makes the bundle stale, and stops nothing', async () => {
  await bundleIfStale(root)
  rmSync(join(root, 'lib'), { recursive: true })
  writeFileSync(join(root, 'lib'), '')
  expect(currentBundle(root)).toBeUndefined()
})

test('a bundle is kept for a week after another took its place, however long it was in use', async () => {
  await bundleIfStale(root)
  const { folder } = JSON.parse(readFileSync(join(root, BUNDLES, CURRENT), 'utf8')) as { folder: string }
  utimesSync(join(root, BUNDLES, folder), LONG_AGO, LONG_AGO)
  const again = async (text: string, day: number) => {
    write('lib/later.ts', `export const later: string = '${text}'\n`, new Date(Date.UTC(2026, 0, day)))
    expect(await bundleIfStale(root)).toBe(true)
  }
  await again('another', 2)
  expect(existsSync(join(root, BUNDLES, folder, 'main.mjs'))).toBe(true)
  utimesSync(join(root, BUNDLES, folder), LONG_AGO, LONG_AGO)
  await again('a third', 3)
  expect(existsSync(join(root, BUNDLES, folder))).toBe(false)
})

test('where no bundle can be made, nothing stops', async () => {
  writeFileSync(join(root, 'node_modules/.cache'), '')
  expect(await bundleIfStale(root)).toBe(false)
  rmSync(join(root, 'node_modules/.cache'))
  write('lib/said.ts', 'export const said = ')
  expect(await bundleIfStale(root)).toBe(false)
})

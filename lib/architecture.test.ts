import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PURE } from '../dependency-cruiser.config.mjs'

// Deciding code gets its seed as an argument.
const RANDOM = /\bMath\.random\b/
const FOLDERS = ['app', 'agent', 'components', 'lib', 'schemas']
const CONFIG = ['dependency-cruiser.config.mjs', 'tsconfig.json', 'package.json', 'proxy.ts']

const EXCUSED = z.object({
  overrides: z.array(
    z.object({ includes: z.array(z.string()), linter: z.object({ rules: z.object({ style: z.record(z.string(), z.unknown()).optional() }) }) }),
  ),
})

type Violation = { rule: { name: string }; from: string; to: string }

/** Reads these files and all that they lead to. */
function cruise(root: string, files: readonly string[]): { total: number; violations: Violation[] } {
  const run = spawnSync(
    process.execPath,
    [join(process.cwd(), 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), '-c', 'dependency-cruiser.config.mjs', '-T', 'json', ...files],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  const { summary } = JSON.parse(run.stdout) as { summary: { totalCruised: number; violations: Violation[] } }
  return { total: summary.totalCruised, violations: summary.violations }
}

// file, planted line, rule that must name it; null where the import is allowed and nothing may be said.
const PLANTED: readonly [file: string, line: string, rule: string | null][] = [
  ['schemas/planted-a.ts', "import { add } from '@/lib/kernel/money'; export const a = add", 'schemas-are-the-bottom'],
  [
    'lib/rules/planted-a.ts',
    "import { startEmbeddedPostgres } from '@/app/cli/embedded-postgres'; export const a = startEmbeddedPostgres",
    'lib-knows-no-surface',
  ],
  ['lib/rules/planted-b.ts', "import type { Actor } from '../cases/desk'; export type A = Actor", 'lib-rules-looks-ahead'],
  ['lib/rules/planted-c.ts', "export const a = () => import('@/agent/checkpoints')", 'lib-knows-no-surface'],
  ['lib/rules/planted-d.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync", 'deciding-code-is-pure'],
  ['lib/rules/planted-e.ts', "import x from 'not-installed-thing'; export const a = x", 'resolvable'],
  ['lib/kernel/planted-a.ts', "import { moveCase } from '@/lib/cases/move'; export const a = moveCase", 'lib-kernel-looks-ahead'],
  ['lib/kernel/planted-b.ts', "import fc from 'fast-check'; export const a = fc", 'no-dev-package'],
  ['lib/kernel/planted-c.ts', "import { testDatabase } from '@/e2e/scripts/test-database'; export const a = testDatabase", 'no-test-import'],
  ['lib/desks/health/planted-a.ts', "import { moveCase } from '@/lib/cases/move'; export const a = moveCase", null],
  ['lib/commands/planted-a.ts', "import { a } from '@/lib/desks/health/planted-a'; export const b = a", 'spine-knows-no-desk'],
  ['lib/desks/cost/rules/planted-a.ts', "import { a } from '../../health/planted-a'; export const b = a", 'lib-desks-are-strangers'],
  ['lib/desks/cost/rules/planted-b.ts', "import pg from 'pg'; export const a = pg", 'deciding-code-is-pure'],
  ['lib/desks/cost/actions/planted-a.ts', "import { END } from '@langchain/langgraph'; export const a = END", 'deciding-code-is-pure'],
  ['lib/intents/planted-a.ts', "import { getCase } from '@/lib/cases/store'; export const a = getCase", 'deciding-code-reaches-no-io'],
  ['lib/desks/cost/rules/planted-c.ts', "import { d } from '../connectors/cloud/planted-d'; export const a = d", 'deciding-code-reaches-no-io'],
  ['lib/desks/cost/connectors/cloud/planted-d.ts', "import { EC2Client } from '@aws-sdk/client-ec2'; export const d = EC2Client", null],
  ['lib/kernel/planted-d.ts', "import { e } from './planted-e'; export const d = () => e", 'no-cycle'],
  ['lib/kernel/planted-e.ts', "import { d } from './planted-d'; export const e = () => d", null], // a cycle is told where it begins
  ['lib/verification/planted-a.ts', "import { config } from '@/lib/kernel/config'; export const a = config", 'deciding-code-reaches-no-io'],
  ['lib/policy/planted-a.ts', "import { END } from '@langchain/langgraph'; export const a = END", 'graph-engine-only-in-agent'],
  ['lib/cases/planted-a.ts', "import { pool } from '@/lib/db/pool'; export const a = pool", 'sql-only-in-stores'],
  ['lib/cases/planted-b.ts', "import pg from 'pg'; export const a = pg", 'postgres-driver-only-below'],
  ['lib/cases/planted-store.ts', "import { rows } from '@/lib/db/pool'; export const a = rows", null],
  ['agent/desks/health/planted-a.ts', 'export const h = 1', null],
  ['agent/desks/cost/planted-a.ts', "import { h } from '../health/planted-a'; export const b = h", 'agent-desks-are-strangers'],
  ['agent/graph/planted-a.ts', "import { a } from '@/lib/desks/health/planted-a'; export const b = a", 'shared-nodes-know-no-desk'],
  ['agent/graph/planted-b.ts', "import { handle } from '@/app/api/http'; export const a = handle", 'agent-knows-no-surface'],
  ['agent/graph/planted-c.ts', "import { generateText } from 'ai'; export const a = generateText", 'models-only-in-narration'],
  ['agent/narration/planted-a.ts', "import { enqueue } from '@/lib/jobs/queue'; export const a = enqueue", 'narration-writes-nothing'],
  ['components/cards/planted-a.tsx', "import { rows } from '@/lib/db/pool'; export const a = rows", 'components-see-schemas'],
  ['components/cards/planted-b.tsx', "import { digest } from '@/lib/kernel/canonical'; export const a = digest", 'components-see-schemas'],
  ['components/cards/planted-c.tsx', "import { formatMoney } from '@/lib/kernel/format'; export const a = formatMoney", null],
  ['app/api/planted-a.ts', "import { pool } from '@/lib/db/pool'; export const a = pool", 'sql-only-in-stores'],
  ['app/api/planted-b.ts', "import { importBill } from '@/lib/warehouse/imports/import-bill'; export const a = importBill", 'routes-name-no-files'],
]

describe('the import rule', () => {
  it('names every planted violation and stays quiet about what is allowed and all that it leads to (`npm run check` holds it over every file)', () => {
    const root = mkdtempSync(join(tmpdir(), 'countersign-imports-'))
    try {
      for (const folder of [...FOLDERS, 'e2e']) cpSync(folder, join(root, folder), { recursive: true })
      for (const file of CONFIG) cpSync(file, join(root, file))
      symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
      for (const [file, line] of PLANTED) {
        cpSync('package.json', join(root, file), { recursive: true }) // makes the folders above the file
        writeFileSync(join(root, file), '')
        appendFileSync(join(root, file), `${line}\n`)
      }
      const { total, violations } = cruise(
        root,
        PLANTED.map(([file]) => file),
      )
      // Without a compiler the tool skips every .ts file and calls that a success.
      expect(total).toBeGreaterThan(100)
      const planted = new Set(PLANTED.map(([file]) => file))
      expect(violations.filter((v) => !planted.has(v.from)).map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([])
      const reported = (file: string) => violations.filter((v) => v.from === file).map((v) => v.rule.name)
      for (const [file, line, rule] of PLANTED) {
        if (rule === null) expect(reported(file), `${file}: ${line}`).toEqual([])
        else expect(reported(file), `${file}: ${line}`).toContain(rule)
      }
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  }, 120_000)
})

it('no deciding code draws at random', () => {
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).map((name) => join('lib', name))
  const deciding = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && PURE.some((path) => new RegExp(path).test(file)))
  expect(deciding.length).toBeGreaterThan(200)
  expect(deciding.filter((file) => RANDOM.test(readFileSync(file, 'utf8')))).toEqual([])
})

describe('the check', () => {
  /** A folder with these files, as git sees one. */
  function planted(files: Record<string, string>): string {
    const root = mkdtempSync(join(tmpdir(), 'countersign-check-'))
    spawnSync('git', ['init', '-q'], { cwd: root })
    cpSync('.gitignore', join(root, '.gitignore'))
    cpSync('biome.jsonc', join(root, 'biome.jsonc'))
    mkdirSync(join(root, 'lib'))
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, 'lib', file), text)
    return root
  }
  const run = (root: string, ...command: string[]) => spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  const lines = (count: number): string => '  f()\n'.repeat(count)

  it('names a file over 200 lines, a test over 300 and a function over 50', () => {
    const root = planted({
      'a.ts': lines(201),
      'b.ts': lines(200),
      'c.test.ts': lines(301),
      'd.test.ts': lines(300),
      'e.ts': `export function e() {\n${lines(51)}}\n`,
    })
    try {
      const { stderr } = run(root, join(process.cwd(), 'node_modules/@biomejs/biome/bin/biome'), 'lint', '.')
      expect([...stderr.matchAll(/^lib\/(\S+?):.* lint\/\w+\/(noExcessive\w+)/gm)].map(([, file, rule]) => `${file} ${rule}`).sort()).toEqual([
        'a.ts noExcessiveLinesPerFile',
        'c.test.ts noExcessiveLinesPerFile',
        'e.ts noExcessiveLinesPerFunction',
      ])
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })

  it('excuses only files that are there and still too long', () => {
    const config: unknown = JSON.parse(readFileSync('biome.jsonc', 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''))
    const excused = EXCUSED.parse(config).overrides.filter((o) => o.linter.rules.style?.['noExcessiveLinesPerFile'] === 'off')
    for (const file of excused.flatMap((o) => o.includes))
      expect(readFileSync(file, 'utf8').split('\n').length - 1, `${file} is short enough: take it out of biome.jsonc`).toBeGreaterThan(200)
  })

  it('names a value that a file exports and nobody imports', () => {
    const root = planted({
      'a.ts': 'export const used = 1\nexport function dead() {}\nexport type Shape = string\n',
      'b.ts': "import { used } from './a'\nconsole.log(used)\n",
    })
    try {
      const { status, stderr } = run(root, join(process.cwd(), 'e2e/scripts/check-exports.mjs'))
      expect({ status, said: stderr.trim() }).toEqual({ status: 1, said: 'lib/a.ts exports dead, which nobody imports: delete it, or keep it to the file' })
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})

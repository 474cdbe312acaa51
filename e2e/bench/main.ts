import { parseArgs } from 'node:util'
import { type Figure, isMet, printFigures } from './figure'
import { measureAnalysis } from './measure-analysis'
import { measureAudit } from './measure-audit'
import { measureBrowser } from './measure-browser'
import { measureCase } from './measure-case'
import { measureFirstCard } from './measure-first-card'
import { measureFollowers } from './measure-followers'
import { measureGrowth } from './measure-growth'
import { measureImport } from './measure-import'
import { measurePageBytes } from './measure-page-bytes'
import { measurePlan } from './measure-plan'
import { measurePolicy } from './measure-policy'
import { measureRepaint } from './measure-repaint'
import { withServer } from './server'

const HELP = `npm run bench -- [options]

  --only PARTS      of policy,audit,analysis,import,case,plan,growth,card,bytes,browser (default: all)
                    browser: what a person waits for and sees move, in Chromium; about two minutes
                    analysis: a first full pass over a bill of 400 days, its reading against the engine's own scan and
                    group, the same after one new day, and the detector alone; two to three minutes
  --rows N          rows of the sample CSV (1000000) and line items of the analysed bill (10000000)
  --runs N          runs of each import (5); cases run three times as often
  --events N        entries of the audit chain that is verified (1000000)
  --questions N     questions for the first card (90)
  --large [GB]      also stream a CSV of so many GB and look at memory (5)
  --url URL         measure this running server instead of starting one
  --json            figures as JSON

Ratios are against a baseline of the same run, so they hold on any machine; milliseconds and rows per second do not.
`

process.env['COPILOTKIT_TELEMETRY_DISABLED'] ??= 'true'
process.env['LANGSMITH_TRACING'] ??= 'false'
process.env['COUNTERSIGN_LOG'] ??= 'error'

const { values } = parseArgs({
  args: withDefaultSize(process.argv.slice(2)),
  options: {
    only: { type: 'string', default: 'policy,audit,analysis,import,case,plan,growth,card,bytes,browser' },
    rows: { type: 'string' },
    runs: { type: 'string', default: '5' },
    events: { type: 'string', default: '1000000' },
    questions: { type: 'string', default: '90' },
    large: { type: 'string' },
    url: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** `--large` alone means 5 GB. */
function withDefaultSize(args: string[]): string[] {
  return args.map((arg, at) => (arg === '--large' && !/^\d/.test(args[at + 1] ?? '') ? '--large=5' : arg))
}

const is_terminal = process.stderr.isTTY === true
const say = (text: string): void => void process.stderr.write(is_terminal ? `\r\u001b[2K${text}` : `${text}\n`)

async function measure(): Promise<Figure[]> {
  const parts = new Set(values.only.split(','))
  const runs = Number(values.runs)
  const all: Figure[] = []
  const add = (title: string, figures: Figure[]): void => {
    if (is_terminal) process.stderr.write('\r\u001b[2K')
    all.push(...figures)
    if (!values.json) printFigures(title, figures)
  }
  if (parts.has('policy')) add('Policy', await measurePolicy({ say }))
  if (parts.has('audit')) add('Audit', await measureAudit({ events: Number(values.events), runs, say }))
  if (parts.has('analysis')) add('Analysis', await measureAnalysis({ rows: Number(values.rows ?? 10_000_000), say }))
  if (parts.has('import'))
    add(
      'Import',
      await measureImport({ rows: Number(values.rows ?? 1_000_000), runs, large_gb: values.large === undefined ? null : Number(values.large), say }),
    )
  if (parts.has('case')) add('Case life cycle', await measureCase({ runs: runs * 3, say }))
  if (parts.has('plan')) add('Plans', await measurePlan({ runs, say }))
  if (parts.has('growth')) add('Growth', await measureGrowth({ cases: 5_000, runs: 2_000, events: Number(values.events), say }))
  if (parts.has('card') || parts.has('bytes') || parts.has('browser'))
    await withServer(values.url, say, async (url) => {
      if (parts.has('card')) add('First card', await measureFirstCard({ url, questions: Number(values.questions), say }))
      if (parts.has('bytes')) add('First load', await measurePageBytes({ url, say }))
      if (parts.has('browser')) {
        add('Eight tabs and 200 followers', await measureRepaint({ url, say }))
        add('Idle followers', await measureFollowers({ url, is_ours: values.url === undefined, say }))
        add('In the browser', await measureBrowser({ url, say }))
      }
    })
  return all
}

if (values.help) process.stdout.write(HELP)
else {
  const figures = await measure()
  const missed = figures.filter((f) => isMet(f) === false)
  if (values.json) process.stdout.write(`${JSON.stringify({ figures: figures.map((f) => ({ ...f, is_met: isMet(f) })) }, null, 2)}\n`)
  else
    process.stdout.write(
      `\n${missed.length === 0 ? 'Every target is met.' : `${missed.length} of ${figures.filter((f) => f.target !== null).length} targets are missed.`}\n`,
    )
  process.exit(0)
}

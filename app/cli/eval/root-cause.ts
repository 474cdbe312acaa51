import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attributeTable } from '@/lib/desks/cost/attribute/attribute-table'
import { sliceScale } from '@/lib/desks/cost/attribute/slice-scale'
import { sampleCube, scoreSlices } from '@/lib/desks/cost/fixtures/sample-cube'
import { Fault } from '@/lib/kernel/errors'
import { readAmountFile } from '../amount-file'
import { type EvalSet, type EvalSplit, itemsOf } from './eval-set'

const FOLDER = 'multidim-rca/open'
// Seeds below 5000 were free for tuning.
const CUBES = { tune: 1, report: 5000, count: 300 } as const

/** Element sets told against labelled ones. An element is a string such as `a=a8&b=b12`; equal strings are the same element. */
type Tally = { hits: number; wrong: number; missed: number; exact: number; n: number }
type Scored = Tally & { ms: number[]; absent: string[] }

/** Labelled tables with one to nine slices that moved, and generated bills in two windows. */
export const rootCause: EvalSet = {
  id: 'root_cause',
  title: 'Root causes in tables of several dimensions',
  needs: [`${FOLDER}/`],
  async score({ data, split, say }) {
    const s = await scoreFolder(join(data, FOLDER, 'S'), split, say)
    const l = await scoreFolder(join(data, FOLDER, 'L'), split, say)
    const finops = scoreCubes(split, say)
    const folder = ({ n, exact, ms, ...tally }: Scored) => (n === 0 ? null : { f1: f1(tally), exact, n, ...timesOf(ms) })
    return {
      result: { s: folder(s) ?? { skipped: `absent: ${FOLDER}/S` }, l: folder(l) ?? { skipped: `absent: ${FOLDER}/L` }, finops },
      figures: [
        { name: 'S element F1', value: s.n === 0 ? null : f1(s), aim: '>= 0.75', baseline: '0.583 RiskLoc (first 30)' },
        { name: 'S cases exactly right', value: s.exact, aim: null, baseline: `of ${s.n}` },
        { name: 'S seconds per case', value: timesOf(s.ms).seconds_per_case, aim: '< 0.5', baseline: '1-5 RiskLoc in Python' },
        { name: 'L element F1', value: l.n === 0 ? null : f1(l), aim: '>= 0.72', baseline: '0.711 RiskLoc (first 30)' },
        { name: 'L cases exactly right', value: l.exact, aim: null, baseline: `of ${l.n}` },
        { name: 'L seconds per case', value: timesOf(l.ms).seconds_per_case, aim: '< 0.5', baseline: '1-5 RiskLoc in Python' },
        { name: 'generated bills, exact F1', value: finops.exact_f1, aim: '>= 0.97', baseline: '0.974 SliceScale, 0.670 RiskLoc' },
      ],
      notes: [
        `${s.n} tables of S and ${l.n} of L (${split}), ${finops.n} generated bills; seconds are the search alone, without reading the file`,
        ...[...s.absent, ...l.absent].map((file) => `skipped, absent: ${file}`),
      ],
    }
  },
}

type Label = { name: string; elements: string[] }

async function scoreFolder(folder: string, split: EvalSplit, say: (text: string) => void): Promise<Scored> {
  const scored: Scored = { hits: 0, wrong: 0, missed: 0, exact: 0, n: 0, ms: [], absent: [] }
  for (const { name, elements } of itemsOf(labelsOf(folder), split)) {
    const path = [`${name}.csv.gz`, `${name}.csv`].map((file) => join(folder, file)).find(existsSync)
    if (path === undefined) {
      scored.absent.push(`${name}.csv.gz`)
      continue
    }
    say(path)
    const amounts = await readAmountFile(path, { real: 'real', predict: 'predict' })
    const started = process.hrtime.bigint()
    const { causes } = attributeTable(amounts)
    scored.ms.push(Number(process.hrtime.bigint() - started) / 1e6)
    count(scored, new Set(causes.map((cause) => cause.element)), new Set(elements))
  }
  return scored
}

function count(tally: Tally, told: ReadonlySet<string>, true_ones: ReadonlySet<string>): void {
  const hits = [...told].filter((element) => true_ones.has(element)).length
  tally.hits += hits
  tally.wrong += told.size - hits
  tally.missed += true_ones.size - hits
  tally.n += 1
  if (hits === told.size && hits === true_ones.size) tally.exact += 1
}

/** The labels of a folder, sorted by name. */
function labelsOf(folder: string): Label[] {
  const path = join(folder, 'injection_info.csv')
  if (!existsSync(path)) return []
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const [name_at, set_at] = [head.split(',').indexOf('timestamp'), head.split(',').indexOf('set')]
  if (name_at < 0 || set_at < 0) throw new Fault('validation_failed', `${path}: row 1 must name the columns timestamp and set`, { path })
  return lines
    .map((line) => ({ name: line.split(',')[name_at] ?? '', elements: (line.split(',')[set_at] ?? '').split(';').map(sortedElement) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const sortedElement = (element: string): string => element.split('&').sort().join('&')

function scoreCubes(split: EvalSplit, say: (text: string) => void): { exact_f1: number; n: number } {
  const seeds = (['tune', 'report'] as const).filter((part) => split === 'all' || split === part).map((part) => CUBES[part])
  const sum = { hits: 0, wrong: 0, missed: 0 }
  for (const first of seeds)
    for (let i = 0; i < CUBES.count; i++) {
      if (i % 50 === 0) say(`generated bill ${first + i}`)
      const { leaves, causes } = sampleCube(first + i)
      const score = scoreSlices(
        sliceScale(leaves).map((slice) => slice.leaves),
        causes,
      )
      sum.hits += score.exact
      sum.wrong += score.wrong
      sum.missed += score.missed
    }
  return { exact_f1: f1(sum), n: seeds.length * CUBES.count }
}

const f1 = ({ hits, wrong, missed }: Pick<Tally, 'hits' | 'wrong' | 'missed'>): number => rounded((2 * hits) / (2 * hits + wrong + missed))

function timesOf(ms: readonly number[]): { seconds_per_case: number; p95_seconds: number } {
  const sorted = [...ms].sort((a, b) => a - b)
  const p95 = sorted[Math.max(0, Math.ceil(0.95 * sorted.length) - 1)] ?? Number.NaN
  return { seconds_per_case: rounded(ms.reduce((sum, x) => sum + x, 0) / ms.length / 1000), p95_seconds: rounded(p95 / 1000) }
}

const rounded = (x: number): number => Math.round(x * 1e4) / 1e4

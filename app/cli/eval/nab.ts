import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { judgePoints } from '@/lib/desks/cost/series/judge-points'
import { POINT_PARAMS } from '@/lib/desks/cost/series/score-points'
import { Fault } from '@/lib/kernel/errors'
import { readSeriesFile } from '../series-file'
import { type EvalSet, itemsOf } from './eval-set'
import { NAB_PROFILES, type NabFile, nabScore } from './nab-score'

const Windows = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))

/** Streams with labelled windows, scored at the one threshold that the product flags with. */
export const nab: EvalSet = {
  id: 'nab',
  title: 'Numenta Anomaly Benchmark files',
  needs: ['nab/windows.json', 'nab/data/'],
  async score({ data, split, say }) {
    const labels = Windows.parse(JSON.parse(readFileSync(join(data, 'nab/windows.json'), 'utf8')))
    const names = itemsOf(Object.keys(labels).sort(), split)
    const present = names.filter((name) => existsSync(join(data, 'nab/data', name)))
    const files: NabFile[] = []
    for (const name of present) {
      say(name)
      files.push(await scoredFile(join(data, 'nab/data', name), name, labels[name] ?? []))
    }
    const score = (profile: keyof typeof NAB_PROFILES) => rounded(nabScore(files, POINT_PARAMS.flag_score, NAB_PROFILES[profile]))
    const result = { standard: score('standard'), low_fp: score('low_fp'), low_fn: score('low_fn'), files: files.length, threshold: POINT_PARAMS.flag_score }
    return {
      result,
      figures: [
        { name: 'standard', value: result.standard, aim: '>= 52, stretch 60', baseline: '51.7 random cut forest, 70.1 Numenta HTM' },
        { name: 'reward low false alarms', value: result.low_fp, aim: null, baseline: '38.4 random cut forest, 63.1 Numenta HTM' },
        { name: 'reward low misses', value: result.low_fn, aim: null, baseline: '59.8 random cut forest, 74.3 Numenta HTM' },
      ],
      notes: [
        `${files.length} ${split} files, ${files.reduce((sum, file) => sum + file.windows.length, 0)} windows, one threshold (${POINT_PARAMS.flag_score}) fixed on the tune files; published baselines choose theirs on all 58 files`,
        ...names.filter((name) => !present.includes(name)).map((name) => `skipped, absent: nab/data/${name}`),
      ],
    }
  },
}

const rounded = (x: number | null): number | null => (x === null ? null : Math.round(x * 100) / 100)

async function scoredFile(path: string, name: string, labels: readonly (readonly [string, string])[]): Promise<NabFile> {
  const { rows } = await readSeriesFile(path)
  const at = new Map(rows.map((row, i) => [row.at, i]))
  const indexOf = (time: string): number => {
    const index = at.get(time.split('.')[0] ?? time)
    if (index === undefined)
      throw new Fault('validation_failed', `nab/windows.json: ${name} has no row at ${time}: give the windows times of the file`, { name, time })
    return index
  }
  const windows = labels.map(([first, last]) => ({ first: indexOf(first), last: indexOf(last) })).sort((a, b) => a.first - b.first)
  const scores = judgePoints(rows).points.map((point) => point.score)
  return { name, scores, windows }
}

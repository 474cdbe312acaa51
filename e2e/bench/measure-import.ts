import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { deliverBill } from '@/lib/desks/cost/demo/deliver'
import { BILL_START, DEMO_SEED, DEMO_START } from '@/lib/desks/cost/demo/people'
import { startBenchDatabase } from './bench-database'
import { seedTenant } from './bench-tenant'
import { type Figure, median, round } from './figure'
import { type Load, load } from './load'
import { writeSampleCsv } from './sample-csv'

const AT_LEAST = 0.5
// The engine may use 1 GB, and Node with its buffers comes on top.
const MOST_MB = 1_600

type Options = { rows: number; runs: number; large_gb: number | null; say(text: string): void }

/** Rows per second of an import, with everything that makes it safe, against the engine's own COPY of the same file; and its peak memory. */
export async function measureImport({ rows, runs, large_gb, say }: Options): Promise<Figure[]> {
  const database = await startBenchDatabase()
  try {
    await database.create('bench')
    await database.use('bench')
    await seedTenant()
    const where = { home: database.home, database_url: database.url('bench') }
    const inputs = join(database.home, 'inputs')
    mkdirSync(inputs)
    say('writing the sample bills')
    const months = await deliverBill({ seed: DEMO_SEED, events: [], from: BILL_START, until: DEMO_START }, join(inputs, 'months'))
    const sample = await writeSampleCsv(join(inputs, 'sample.csv'), { rows })
    const figures = [
      ...(await compare('csv', `a CUR 2.0 CSV of ${sample.rows.toLocaleString('en')} rows`, [sample.path], where, runs, say)),
      ...(await compare(
        'csv_gz',
        `the demonstration's ${months.length} csv.gz months`,
        months.map((m) => m.path),
        where,
        runs,
        say,
      )),
    ]
    if (large_gb !== null) figures.push(await largeFile(large_gb, sample.bytes, where, inputs, figures, say))
    return figures
  } finally {
    await database.stop()
  }
}

async function compare(
  id: string,
  what: string,
  files: string[],
  where: { home: string; database_url: string },
  runs: number,
  say: (text: string) => void,
): Promise<Figure[]> {
  const imports: Load[] = []
  const copies: Load[] = []
  for (let run = 0; run < runs; run++) {
    say(`importing ${what}: ${run + 1} of ${runs}`)
    const target = join(where.home, `copy-${id}.parquet`)
    copies.push(await load('copy', target, files, where))
    imports.push(await load('import', `${id.replace('_', '-')}-${run}`, files, where))
    rmSync(target, { force: true })
    rmSync(join(where.home, 'warehouse'), { recursive: true, force: true })
  }
  const speed = ({ rows, ms }: Load): number => (rows * 1000) / ms
  const ratios = imports.map((load, run) => speed(load) / speed(copies[run] ?? load))
  // Other work on the machine only ever makes a load slower, so the best of each is what it takes.
  const ratio = Math.max(...imports.map(speed)) / Math.max(...copies.map(speed))
  const cpu_ratio = Math.min(...copies.map((l) => l.cpu_ms)) / Math.min(...imports.map((l) => l.cpu_ms))
  const peak = Math.max(...imports.map((l) => l.rss_peak_mb))
  return [
    {
      id: `import.${id}`,
      sentence: `Importing ${what} runs at ${round(ratio)}x the speed of DuckDB's own COPY to Parquet (${thousands(Math.max(...imports.map(speed)))} against ${thousands(Math.max(...copies.map(speed)))} rows/s, best of ${runs} each), and at ${round(cpu_ratio)}x in CPU time.`,
      value: round(ratio, 3),
      unit: 'ratio',
      target: { at: 'least', value: AT_LEAST },
      detail: {
        rows: imports[0]?.rows ?? 0,
        bytes: files.reduce((sum, f) => sum + statSync(f).size, 0),
        median_ratio: round(median(ratios), 3),
        cpu_ratio: round(cpu_ratio, 3),
        ratios: ratios.map((r) => round(r, 3)),
        import_ms: imports.map((l) => Math.round(l.ms)),
        copy_ms: copies.map((l) => Math.round(l.ms)),
      },
    },
    {
      id: `import.${id}.memory`,
      sentence: `Its process peaks at ${Math.round(peak)} MB of memory (COPY: ${Math.round(Math.max(...copies.map((l) => l.rss_peak_mb)))} MB).`,
      value: Math.round(peak),
      unit: 'MB',
      target: { at: 'most', value: MOST_MB },
      detail: { peaks_mb: imports.map((l) => Math.round(l.rss_peak_mb)), before_mb: Math.round(imports[0]?.rss_before_mb ?? 0) },
    },
  ]
}

/** The same rows many times over: memory must not grow with the file. */
async function largeFile(
  gb: number,
  sample_bytes: number,
  where: { home: string; database_url: string },
  inputs: string,
  known: readonly Figure[],
  say: (text: string) => void,
): Promise<Figure> {
  say(`writing a CSV of ${gb} GB`)
  const large = await writeSampleCsv(join(inputs, 'large.csv'), { bytes: gb * 1e9 })
  say(`importing ${gb} GB`)
  const done = await load('import', 'large', [large.path], where)
  rmSync(large.path)
  const small = known.find((f) => f.id === 'import.csv.memory')?.value ?? Number.NaN
  return {
    id: 'import.large.memory',
    sentence: `Streaming a CSV of ${round(large.bytes / 1e9, 1)} GB (${large.rows.toLocaleString('en')} rows, ${Math.round(done.ms / 1000)} s) peaks at ${Math.round(done.rss_peak_mb)} MB: ${round(done.rss_peak_mb / small)}x the memory for ${round(large.bytes / sample_bytes, 1)}x the file.`,
    value: Math.round(done.rss_peak_mb),
    unit: 'MB',
    target: { at: 'most', value: MOST_MB },
    detail: { rows: large.rows, bytes: large.bytes, ms: Math.round(done.ms), rows_per_sec: Math.round((large.rows * 1000) / done.ms) },
  }
}

const thousands = (n: number): string => `${Math.round(n / 1000)} k`

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import { detectSeriesFile } from './detect-series'

const folder = mkdtempSync(join(tmpdir(), 'detect-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function answer(json: boolean, step_days = 1): Promise<string> {
  const path = join(folder, 'cost.csv')
  const rows = Array.from({ length: 90 }, (_, t) => `${addDays('2026-01-01', step_days * t)},${t === 80 ? 700 : 200 + (t % 4)}`)
  writeFileSync(path, ['date,value', ...rows].join('\n'))
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await detectSeriesFile(path, json)
  const said = write.mock.calls.map(([text]) => String(text)).join('')
  write.mockRestore()
  return said
}

test('answers with a score and a flag for every row under the name of its own time column, and with the incidents', async () => {
  const said = JSON.parse(await answer(true))
  expect(said).toMatchObject({ kind: 'series', file: 'cost.csv', detector: 'daily', flag_at: 1, notes: [] })
  expect(said.points).toHaveLength(90)
  expect(said.points[0]).toEqual({ date: '2026-01-01', value: 200, is_judged: false, score: 0, flag: false, expected: null, tests: [] })
  expect(said.points[80]).toMatchObject({ date: '2026-03-22', value: 700, is_judged: true, flag: true, tests: ['spike'] })
  expect(said.points.filter((point: { flag: boolean }) => point.flag)).toHaveLength(1)
  expect(said.incidents).toMatchObject([{ start: '2026-03-22', end: '2026-03-22', direction: 'rise', shape: 'spike', points: 1, actual: 700, is_open: false }])
})

test('tells a person which detector judged and what stands out', async () => {
  const said = await answer(false)
  expect(said).toContain('cost.csv: 90 points (one value per calendar day')
  expect(said).toMatch(/2026-03-22 {2}2026-03-22 {2}spike/)
})

test('says of a series that is too short for its kind that nothing of it was judged', async () => {
  expect(JSON.parse(await answer(true, 7)).notes).toEqual(['none of the 90 points is judged: too few came before them to say what is usual'])
})

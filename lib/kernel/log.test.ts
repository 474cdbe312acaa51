import { afterEach, expect, it, vi } from 'vitest'
import { configure } from './config'
import { log } from './log'

afterEach(() => {
  vi.restoreAllMocks()
  configure({ log: 'info' })
})

it('writes one line of JSON for what is at least as grave as COUNTERSIGN_LOG asks for', () => {
  const lines: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  configure({ log: 'warn' })
  log.debug('a')
  log.info('b')
  log.warn('c', { rows: 1 })
  log.error('d', new Error('why'))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', message: 'c', rows: 1 },
    { level: 'error', message: 'd' },
  ])
})

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { repaintTurns } from './repaint-turns'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('repaints at once for the first change', () => {
  const repaint = vi.fn()
  repaintTurns(repaint).changed()
  expect(repaint).toHaveBeenCalledTimes(1)
})

it('repaints once more for everything that changed until the page was painted, and not before that', () => {
  const repaint = vi.fn()
  const turns = repaintTurns(repaint)
  for (let n = 0; n < 5; n++) turns.changed()
  vi.advanceTimersByTime(1_000)
  expect(repaint).toHaveBeenCalledTimes(1)
  turns.painted()
  vi.advanceTimersByTime(200)
  expect(repaint).toHaveBeenCalledTimes(2)
  turns.painted()
  vi.advanceTimersByTime(10_000)
  expect(repaint).toHaveBeenCalledTimes(2)
})

it('repaints during a burst that does not end', () => {
  const repaint = vi.fn(() => void setTimeout(() => turns.painted(), 300))
  const turns = repaintTurns(repaint)
  const burst = setInterval(() => turns.changed(), 50)
  vi.advanceTimersByTime(5_000)
  clearInterval(burst)
  turns.stop()
  expect(repaint.mock.calls.length).toBeGreaterThanOrEqual(9)
})

it('does not wait for ever for a repaint that was lost', () => {
  const repaint = vi.fn()
  const turns = repaintTurns(repaint)
  turns.changed()
  turns.changed()
  vi.advanceTimersByTime(5_200)
  expect(repaint).toHaveBeenCalledTimes(2)
})

it('repaints nothing after it was stopped', () => {
  const repaint = vi.fn()
  const turns = repaintTurns(repaint)
  turns.changed()
  turns.changed()
  turns.painted()
  turns.stop()
  vi.advanceTimersByTime(10_000)
  expect(repaint).toHaveBeenCalledTimes(1)
})

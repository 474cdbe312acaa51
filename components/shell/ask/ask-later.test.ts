import { expect, it, vi } from 'vitest'
import { askLater, onQuestion, takeQuestion } from '@/components/shell/ask/ask-later'
import { askRuns } from '@/components/shell/ask/ask-runs'

const page = new EventTarget()
vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page))

it('keeps every question that comes while one is answered, and gives them in their order, each once', () => {
  const runs = askRuns(
    async () => undefined,
    () => undefined,
  )
  const asked: string[] = []
  const stop = onQuestion(() => {
    const question = runs.isAsking() ? null : takeQuestion()
    if (question !== null) asked.push(question)
  })
  const run = runs.begin('thr_a')
  askLater('Cost by team')
  askLater('Cost by region')
  expect(asked).toEqual([])
  run?.end()
  expect([takeQuestion(), takeQuestion(), takeQuestion()]).toEqual(['Cost by team', 'Cost by region', null])
  askLater('Cost by service')
  expect(asked).toEqual(['Cost by service'])
  stop()
})

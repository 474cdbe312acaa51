import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Notice } from '@/components/ui/notice'

const read = (text: string) =>
  renderToStaticMarkup(<Notice notice={{ tone: 'stale', title: 'The run waits', text, remedy: 'It goes on by itself.' }} />).replace(/<[^>]+>/g, '')

it('ends what happened before it says what to do', () => {
  expect(read('Waiting until 09:51 UTC at most')).toBe('Stale: The run waits. Waiting until 09:51 UTC at most. It goes on by itself.')
  expect(read('Waiting for room.')).toBe('Stale: The run waits. Waiting for room. It goes on by itself.')
})

it('reads out what would not go on now as blocked: nobody has denied it', () => {
  const notice = { tone: 'blocked' as const, title: 'Signed now, it would not run', text: 'A freeze is on', remedy: null }
  const text = renderToStaticMarkup(<Notice notice={notice} />).replace(/<[^>]+>/g, '')
  expect(text).toBe('Blocked: Signed now, it would not run. A freeze is on. ')
})

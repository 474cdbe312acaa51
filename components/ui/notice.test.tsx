import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Notice } from '@/components/ui/notice'

const read = (text: string) =>
  renderToStaticMarkup(<Notice notice={{ tone: 'stale', title: 'The run waits', text, remedy: 'It goes on by itself.' }} />).replace(/<[^>]+>/g, '')

it('ends what happened before it says what to do', () => {
  expect(read('Waiting until 09:51 UTC at most')).toBe('Stale: The run waits. Waiting until 09:51 UTC at most. It goes on by itself.')
  expect(read('Waiting for room.')).toBe('Stale: The run waits. Waiting for room. It goes on by itself.')
})

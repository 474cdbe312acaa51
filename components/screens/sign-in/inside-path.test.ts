import { expect, it } from 'vitest'
import { insidePath } from './inside-path'

it('leads back to where one was', () => {
  for (const path of ['/', '/cases/case_1', '/verification?case=case_1#board', '/?filter=mine']) expect(insidePath(path)).toBe(path)
})

it('never leads to another site, however it is written', () => {
  const tricks = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\t\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    'evil',
    '/.//evil.example',
    '/a/..//evil.example',
  ]
  for (const trick of tricks) expect(new URL(insidePath(trick), 'http://localhost:3100').origin).toBe('http://localhost:3100')
})

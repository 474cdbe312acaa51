import { expect, it } from 'vitest'
import { buttonStyle } from '@/components/ui/button'

const SIZES = ['small', 'medium', 'field', 'large', 'icon', 'row'] as const

it.each(SIZES)('a %s button is 44 px for a finger on a phone', (size) => {
  expect(buttonStyle({ size })).toMatch(/(?:^|\s)(?:h-11|phone:h-11|phone:size-11|phone:min-h-11)(?:\s|$)/)
})

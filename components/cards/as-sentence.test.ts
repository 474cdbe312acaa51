import { expect, it } from 'vitest'
import { asSentence, asTitle } from '@/components/cards/as-sentence'

it('begins a phrase that stands alone with a capital letter, and leaves what is written in its own way', () => {
  expect(asTitle('throughput, each of 3 targets')).toBe('Throughput, each of 3 targets')
  expect(asTitle('iops, each of 3 targets')).toBe('IOPS, each of 3 targets')
  expect(asTitle('gp2 to gp3')).toBe('gp2 to gp3')
  expect(asSentence('not below what gp2 gives')).toBe('Not below what gp2 gives.')
})

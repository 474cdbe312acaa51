import { expect, it } from 'vitest'
import { asHeading, asSentence, asTitle } from '@/components/cards/as-sentence'

it('begins a phrase that stands alone with a capital letter, and leaves what is written in its own way', () => {
  expect(asTitle('throughput, each of 3 targets')).toBe('Throughput, each of 3 targets')
  expect(asTitle('iops, each of 3 targets')).toBe('IOPS, each of 3 targets')
  expect(asTitle('gp2 to gp3')).toBe('gp2 to gp3')
  expect(asSentence('not below what gp2 gives')).toBe('Not below what gp2 gives.')
})

it('sets a sentence as a title without its full stop, and leaves several as they are', () => {
  expect(asHeading('Move 3 volumes from gp2 to gp3 in data-platform, eu-west-1.')).toBe('Move 3 volumes from gp2 to gp3 in data-platform, eu-west-1')
  expect(asHeading('This request was for plan 04459b06. EC2 runs $75.09 / day above.')).toBe('This request was for plan 04459b06. EC2 runs $75.09 / day above.')
})

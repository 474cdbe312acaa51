import { describe, expect, it } from 'vitest'
import { table } from './print'

describe('columns of the command line', () => {
  it('sets figures to the right and words to the left, each as wide as its widest cell', () => {
    const lines = [
      ['case_a', '$1,481 / day', 'plan ready'],
      ['case_bcd', '−$9 / day', 'ticket'],
    ]
    expect(table(['case', 'at stake', 'status'], lines)).toBe(
      ['case          at stake  status', 'case_a    $1,481 / day  plan ready', 'case_bcd     −$9 / day  ticket'].join('\n'),
    )
  })

  it('leaves no space at the end of a line, and prints the head alone when there is nothing to list', () => {
    expect(table(['case', 'headline'], [['case_a', 'x']]).split('\n')).toEqual(['case    headline', 'case_a  x'])
    expect(table(['case', 'headline'], [])).toBe('case  headline')
  })
})

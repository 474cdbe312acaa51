import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Unbroken } from '@/components/ui/unbroken'

const kept = (text: string) => [...renderToStaticMarkup(<Unbroken text={text} />).matchAll(/<span[^>]*>(.*?)<\/span>/g)].map(([, word]) => word)

it('keeps an amount with its sign and its period on one line', () => {
  expect(kept('EC2 in lumen-dev runs $184.90 / day above what is expected')).toEqual(['lumen-dev', '$184.90 / day'])
  expect(kept('m6i.4xlarge changed by −$47.32 a day')).toEqual(['−$47.32'])
  expect(kept('Fell by −$47.32 / day')).toEqual(['−$47.32 / day'])
})

it('keeps a time with its day on one line', () => {
  expect(kept('denied: The team asked to wait. · 19 Nov 09:12 UTC')).toEqual(['19 Nov 09:12 UTC'])
})

it('keeps ranges and regions whole, and lets a long word break', () => {
  expect(kept('Run 9 instances only Mon-Fri 07:00-19:00 UTC in eu-west-1')).toEqual(['Mon-Fri', '07:00-19:00', 'eu-west-1'])
  expect(kept('EU-DataProcessing-Bytes rose')).toEqual([])
})

it('keeps a share with its sign', () => {
  expect(kept('the expected day and its 80 % and 99.5 % bands')).toEqual(['80 %', '99.5 %'])
})

it('says the text as it is', () => {
  const text = 'Saves +$3,613 / month – in eu-west-1'
  expect(renderToStaticMarkup(<Unbroken text={text} />).replace(/<[^>]+>/g, '')).toBe(text)
})

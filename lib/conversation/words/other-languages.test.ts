import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'
import { inEnglish } from './other-languages'

const lineOf = (question: string): string => {
  const reading = read(question, { today: '2026-11-19', gazetteer: names as Gazetteer, previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('words of cost from other languages', () => {
  it.each([
    ['Kosten pro Team letzten Monat', '/breakdown by:team period:last-month top:10'],
    ['wie viel haben wir gestern ausgegeben?', '/breakdown by:service period:yesterday top:10'],
    ['Rechnung Oktober nach Service', '/breakdown by:service period:october-2026 top:10'],
    ['coût par équipe le mois dernier', '/breakdown by:team period:last-month top:10'],
    ['combien a coûté S3 en octobre ?', '/breakdown by:usage period:october-2026 top:10 service:"Amazon Simple Storage Service"'],
    ['gasto por servicio el mes pasado', '/breakdown by:service period:last-month top:10'],
    ['¿cuánto gastamos ayer?', '/breakdown by:service period:yesterday top:10'],
    ['coste de lumen-dev last month', '/breakdown by:service period:last-month top:10 account:210000000006'],
  ])('reads “%s”', (question, line) => expect(lineOf(question)).toBe(line))

  it('leaves small words alone where nothing else is of that language', () => {
    for (const text of ['de facto owner of lumen-dev', 'when did the die cast', 'per team, pro account', 'la region us-west-2'])
      expect(inEnglish(text)).toBe(text)
  })
})

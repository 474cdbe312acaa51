import { entry, type GlossaryEntry } from './glossary-entry'

/** Words of spans of time, as questions and cards say them. */
export const TIME_TERMS: readonly GlossaryEntry[] = [
  entry(
    'fiscal year',
    'Twelve months for which an organisation plans and reports, named after the calendar year in which they end. In which month they start is a setting of the tenant.',
    'financial year',
    'fy',
    'fiscal',
    'business year',
  ),
  entry('fiscal quarter', 'A quarter of a fiscal year: three months, counted from the month in which the fiscal year starts.', 'financial quarter', 'fiscal q'),
  entry('month to date', 'From the first of this month to the last day that is on the bill.', 'mtd', 'month so far'),
  entry('quarter to date', 'From the first day of this calendar quarter to the last day that is on the bill.', 'qtd', 'quarter so far'),
  entry('year to date', 'From 1 January to the last day that is on the bill.', 'ytd', 'year so far'),
  entry('calendar week', 'Monday to Sunday, numbered as ISO 8601 does: week 1 is the one with the first Thursday of the year.', 'iso week', 'week number'),
  entry('week over week', 'The last seven days against the seven before them.', 'wow'),
  entry('month over month', 'This month so far against the month before, as mean days, so that their lengths do not matter.', 'mom'),
  entry(
    'UTC day',
    'A day of the bill: from midnight to midnight UTC, as providers bill it. Times of cases and approvals follow the tenant’s time zone.',
    'bill day',
    'billing day',
  ),
  entry('time zone', 'The clock by which times are shown to the people of a tenant. Days of the bill stay UTC days.', 'timezone'),
  entry('working hours', 'The hours and weekdays of the tenant in which a veto window counts down and low risk may run.', 'business hours', 'change window'),
  entry('deadline', 'The time until which a request can be decided. After it the request has expired, and nothing was agreed to.', 'due time'),
]

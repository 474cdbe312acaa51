import type { CliCommand } from './commands/command'

/** A word of the command line: how it is called, what it does, and its program, which is read when it is called. Help needs none of them. */
type Word = { usage: string; summary: string; load(): Promise<CliCommand> }

export const CLI_COMMANDS = {
  start: {
    usage: 'start [--dev]',
    summary: 'start database, worker and web app; opens with a demonstration account',
    load: async () => (await import('./commands/start')).startAll,
  },
  import: {
    usage: 'import FILE… [--source NAME] [--as PERSON] [--tenant T]',
    summary: 'import CUR 2.0, legacy CUR or FOCUS bills (csv, csv.gz, parquet); all or nothing',
    load: async () => (await import('./commands/import')).importBills,
  },
  cases: {
    usage: 'cases [--all | --rules | --lift RULE --as PERSON --reason TEXT] [--tenant T]',
    summary: 'list open cases by money at stake; --rules lists what people told detection to pass over, --lift takes one of those rules back',
    load: async () => (await import('./commands/cases')).cases,
  },
  show: {
    usage: 'show CASE [--why] [--as PERSON] [--tenant T]',
    summary: 'show a case as its cards read: evidence, decision, plan, approval, verification',
    load: async () => (await import('./commands/show')).show,
  },
  restatements: {
    usage: 'restatements [--all | --acknowledge ID --version N --as PERSON --reason TEXT] [--tenant T]',
    summary: 'list closed months that came again with other amounts; --all also those that are settled, --acknowledge takes one as it is now',
    load: async () => (await import('./commands/restatements')).restatements,
  },
  submit: {
    usage: 'submit CASE --as PERSON --plan DIGEST [--tenant T]',
    summary: 'send the plan of a case for approval',
    load: async () => (await import('./commands/submit')).submit,
  },
  approve: {
    usage: 'approve CASE --as PERSON --plan DIGEST --reason TEXT [--phrase TEXT] [--no-automatic-rollback] [--tenant T]',
    summary: 'sign the plan of a case; --no-automatic-rollback has a person called if health gets worse, instead of taking the plan back by itself',
    load: async () => (await import('./commands/approve')).approve,
  },
  deny: {
    usage: 'deny CASE --as PERSON --plan DIGEST --reason TEXT [--tenant T]',
    summary: 'refuse the plan of a case',
    load: async () => (await import('./commands/deny')).deny,
  },
  assess: {
    usage: 'assess CASE accurate|expected|false-positive --as PERSON --reason TEXT [--quiet-below AMOUNT --until DAY] [--tenant T]',
    summary: 'judge an anomaly; with --quiet-below, rises of its scope up to that much a day open no case before that day',
    load: async () => (await import('./commands/assess')).assess,
  },
  ask: {
    usage: 'ask "QUESTION" | --stdin [--thread ID] [--case CASE] [--as PERSON] [--tenant T]',
    summary: 'answer questions in plain words from the bill, the cases and the trail; changes nothing',
    load: async () => (await import('./commands/ask')).ask,
  },
  audit: {
    usage:
      'audit verify [--offline FILE [--anchors FILE --pruned FILE --key FILE]] | export | anchor | anchors | restore-anchors | prune --before DAY | pruned | key | prove ENTRY [--tenant T]',
    summary: 'recompute the audit chain against its signed anchors, write it out, or prove one entry of it',
    load: async () => (await import('./commands/audit')).audit,
  },
  policy: {
    usage:
      'policy list | show [DIGEST] | diff FILE… | propose FILE… --as PERSON --reason TEXT | activate DIGEST|shipped --as PERSON --reason TEXT [--tenant T]',
    summary: 'read the policies, compare a change with past decisions, propose it, and make it decide',
    load: async () => (await import('./commands/policy')).policy,
  },
  replay: {
    usage: 'replay CASE [--tenant T]',
    summary: 'recompute detection, triage, plan, risk and route from stored evidence and compare byte for byte',
    load: async () => (await import('./commands/replay')).replay,
  },
  athena: {
    usage: 'athena ddl --database NAME --bucket NAME [--prefix FOLDER/]',
    summary: 'print the statements that make the tables of the bill in Athena',
    load: async () => (await import('./commands/athena')).athena,
  },
  warehouse: {
    usage: 'warehouse push [s3://BUCKET/FOLDER/] [--tenant T]',
    summary: 'copy the bill to the bucket that Athena reads; what is there is left alone',
    load: async () => (await import('./commands/warehouse')).warehouse,
  },
  attribute: {
    usage: 'attribute FILE.csv --real COL --predict COL [--dimensions a,b,c]',
    summary: 'say which slices of a table moved away from what was expected, with the remainder; needs no database',
    load: async () => (await import('./commands/attribute')).attribute,
  },
  generate: {
    usage:
      'generate FOLDER --seed N [--profile S|M] [--format cur_2_0|cur_legacy|focus_1_2] [--shift time_zone|currency] [--with reservations,shared_reservations,hourly,payer_move]',
    summary: 'write a made-up bill of any seed with its labels and the files beside it; --help says what each option adds',
    load: async () => (await import('./commands/generate')).generate,
  },
  eval: {
    usage: 'eval [--only SET,SET] [--split report|tune|all] [--data FOLDER]',
    summary: 'score the rules on labelled data and print the figures beside the best known ones',
    load: async () => (await import('./commands/eval')).evaluate,
  },
  schema: {
    usage: 'schema intents',
    summary: 'print a contract as JSON Schema',
    load: async () => (await import('./commands/schema')).schema,
  },
  detect: {
    usage: 'detect SERIES.csv | detect BILL…',
    summary: 'judge one series (columns date,value or timestamp,value) point by point, or find the incidents in a bill; needs no database',
    load: async () => (await import('./commands/detect')).detect,
  },
  doctor: {
    usage: 'doctor',
    summary: 'say what works here and what does not',
    load: async () => (await import('./commands/doctor')).doctor,
  },
  migrate: {
    usage: 'migrate',
    summary: 'bring the database to this version',
    load: async () => (await import('./commands/migrate')).migrateDatabase,
  },
  worker: {
    usage: 'worker [--queues detection,cases,execution] [--concurrency N]',
    summary: 'work on jobs until stopped; run as many as you like against one Postgres',
    load: async () => (await import('./commands/worker')).workQueues,
  },
} satisfies Readonly<Record<string, Word>>

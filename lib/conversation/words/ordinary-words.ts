/**
 * Words of everyday speech that narrow nothing: said beside a view they change neither what it shows nor of what. Words that would change it (exceed, expire, stop, cancel,
 * predict, per head) are left out on purpose, so that they are still asked back.
 */
export const ORDINARY_WORDS: readonly string[] =
  `meantime lol haha underlies underlie underpins underpin quick sample folks saw document documents documentation paperwork overview talk talks wants affecting concerning separate separated subscription subscriptions everybody presently goal idk oncall on-call cliff b kick kicks kicked q em trip tripped trips fry row myself yourself himself herself ourselves themselves contain contains contained survive survives survived call calls called calling mind minds hit hits land lands landed pop pops popped popping pick picks
  picked picking grab throw thrown threw pull pulls pulled pulling push pushes pushed pushing carry carries carried remember remembered forget forgot worry
  worries bother bothers bothered care cares lead leads led follow follows followed following expect expects manage manages managed managing matter matters
  mattered note notes noted observe observes observed spot spots spotted catch catches caught guess guessed assume answer answers answered reply respond
  walk walks point points pointed pointing refer refers referring deal deals dealing face faces facing experience experienced suffer suffers suffering hang
  hanging sink sinking exist exists file filed filing name names named naming print prints printed type typed written wrote drawn prepare prepared
  preparing present presented presenting discuss discussed discussing join joined joining meet meets meeting meetings reviewed reviewing finalise finalize
  wrap wrapping catch-up catchup recap keeps sort sorts sorted sorting ordered ordering rank ranks ranked ranking arrange arranged organise organised
  organize organized size sizes sized summarised summarized condensed compact compactly double-check doublecheck recheck confirm cross-check crosscheck
  glance glimpse peek skim scan browse browsing shorter longer shortest slim slimmer tidy neat handy useful helpful useless boring annoying painful bad
  nasty ugly hefty heavy tiny huge giant enormous crazy funny scary serious seriously unclear obvious evident plain honest fair unfair proper properly
  roughly broadly sentence sentences word words paragraph paragraphs bullet bullets minute minutes slide slides deck decks presentation presentations
  spreadsheet spreadsheets sheet sheets excel mail standup stand-up sync board boards roadmap chargeback chargebacks showback showbacks steering committee
  leadership management boss bosses ceo executives exec execs stakeholder stakeholders controllers auditors auditor accountant bookkeeping month-end
  monthend handover hand-over retro retrospective postmortem post-mortem runbook wiki cleanup clean-up cleanups housekeeping conversion rollout roll-out
  needle id ids steps step newbie newcomer beginner layman outsider hm mhm aha oh wow argh ugh alas hopefully sadly luckily tbh btw anyways basically
  essentially primarily chiefly principally somewhat fairly reasonably seemingly supposedly allegedly presumably evidently clearly plainly simply purely
  solely truly genuinely undoubtedly remind ya yeah yep nah cheers regards dear hiya whichever whatsoever anyhow someplace someway basis sake purpose
  purposes course ground grounds light angle perspective standpoint viewpoint respect terms dig deeper deep dive drill zoom closer lookup gladly ideally
  usual altogether grand outright anywhere stake worthwhile advisable sensible smart wise clever brand existing former person's somebody's someone's everyone's
  everybody's nobody's anyone's anybody's keeping sitting standing hiding creeping steadily gradually suddenly abruptly slowly rapidly continuously
  rush hurry hurried pressure nag lovely wonderful perfect splendid brilliant penny dime cents constantly repeatedly human-readable readable legible whether fire`
    .split(/\s+/)
    .filter(Boolean)

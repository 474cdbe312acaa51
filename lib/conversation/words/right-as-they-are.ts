/** Words of everyday and of technical English that are one typing error away from a word of ours and mean something else. They are never taken for a typing error. */
export const RIGHT_AS_THEY_ARE: readonly string[] =
  `slept leaving provider providers build builds content buffer buffers security property properties style chore token tokens master logger callback paths match matches compact developer developers
  field fields slack order orders enable height director directory discord discard retry retries authors attributes damages hooks scope scopes claude sell decode head heads abort throws codes
  char links cross handler handlers basic basics clean logic prefers redact lint listen draft drafts scale bound bounds shape shapes treated leading loader addresses party reading scheduler scarf
  white layer layers caller carrier carriers write produce quote quotes apple preset funding fund remote patches defer audio loads getter converter track tracks unset mixed blogs mount mounts stroke
  seed shaking newer skill skills retain copying cloning black block lift brace walking turning burning stripped paused observer greet expiry weight pointer pause monkey analysis sleep
  loops throughput strips splice marking lies holder rarely posting postings noon ideal holes filling backend backends tail roles replay phrase modes exits extensive star stars sites serves serving ports materials
  intent hive drain couch alive wiring printing polling hosting derive broker wired shipped shallow notably grained brake broke weekday texts simplex resets relay folding explore expert experts
  easing conform cake yours trade tough sound specially purge probe packed lighter forums court clearing certs bright biased band arise grunt fence exploit escape cooling finish
  sweep expressive experiences delivery curry cats award trait timed tend shots putting stated states stating paste padded masks lighten deemed danish regional rats ending slower lower states checker posted reporter reporters
  downside downsides upside included mailing issuer issuers banking carrier sourcing sourced scheduler
  lacking silences gained leaks wasted center pots speed maths tests relied relies starts fall-back exit hatch weeded bringing coping clauses reacted prevent sample troubled staying stung
  generates doable adviser advisers advisor advisors complains`.split(/\s+/)

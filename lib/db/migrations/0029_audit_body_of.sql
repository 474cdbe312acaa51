-- Old code runs on this: it only adds a function.
-- What an entry's body says, for questions about it. The text is what was hashed and stays as it is, also where it holds half of a character or a NUL, which
-- JSON writes as an escape and jsonb refuses: those are read as U+FFFD, and what is no JSON at all as null. One such entry must not end a question about a whole chain.
create function audit.body_of(p_body text) returns jsonb language plpgsql immutable strict as $$
begin
  return p_body::jsonb;
exception when others then
  begin
    -- A whole character is never written as an escape here, so each escape of a surrogate is a half.
    return regexp_replace(p_body, '\\u(?:0000|d[89a-f][0-9a-f]{2})', U&'\FFFD', 'gi')::jsonb;
  exception when others then
    return null;
  end;
end $$;

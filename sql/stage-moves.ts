import { quoted } from './statements.ts';

/**
 * The stages that people entered in one refresh under one model, most frequent first: from_stage, to_stage, moves, and of
 * each up to `examples` rows with `who` moved and when. What was known before the first refresh is left out.
 */
export function stageMoves(runId: string, model: string, examples: number): string {
  return `with moves as (
  select c.from_stage, c.to_stage, c.occurred_at, coalesce(p.email, p.user_id, c.customer_id) as who,
    count(*) over (partition by c.from_stage, c.to_stage) as moves,
    row_number() over (
      partition by c.from_stage, c.to_stage
      order by case when p.email is null then 1 else 0 end, c.occurred_at desc, c.customer_id
    ) as place
  from stage_changes as c
  left join customers as p on p.customer_id = c.customer_id
  where c.run_id = ${quoted(runId)} and c.model = ${quoted(model)} and c.kind = 'entered' and not c.is_baseline
)
select from_stage, to_stage, moves, who, occurred_at
from moves
where place <= ${examples}
order by moves desc, to_stage, from_stage, place`;
}

/** How many people stand at each stage of a model now, those of most first. */
export function stageCounts(model: string): string {
  return `select stage, count(*) as people from stage_current where model = ${quoted(model)} group by stage order by people desc, stage`;
}

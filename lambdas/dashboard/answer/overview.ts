import type { HttpAnswer } from '../../lib/http.ts';
import { choiceOf } from '../links.ts';
import { pageAnswer } from '../page-answer.ts';
import { COHORT_KINDS, GRAINS, MEASURES, type OverviewChoices, overviewPage } from '../pages/overview.ts';
import { readChanges, readCohorts, readMoves, readStageCounts, readTrends, readTrust } from '../read/overview.ts';
import { type Ladder, ladderKey } from '../read/report.ts';
import type { PageInput } from '../routes.ts';

const CHANGES_SHOWN = 8;
const PERIODS_SHOWN = 13;
const COHORTS_SHOWN = 12;

/** The first page. */
export async function answerOverview(input: PageInput): Promise<HttpAnswer> {
  const { warehouse, report, ladder, format, query, metrics } = input;
  const choices = choicesOf(query, ladder);
  const { changes, inAll } = await readChanges(warehouse, report, ladder, { limit: CHANGES_SHOWN, offset: 0 });
  const cohortChoice = { cohortBy: choices.cohorts, grain: choices.grain };
  const page = overviewPage(
    {
      report,
      ladder,
      choices,
      metrics,
      changes,
      changesInAll: inAll,
      counts: await readStageCounts(warehouse, report, ladder),
      moves: await readMoves(warehouse, report, ladder),
      trends: await readTrends(warehouse, choices.period, PERIODS_SHOWN),
      cohorts: await readCohorts(warehouse, cohortChoice, COHORTS_SHOWN, PERIODS_SHOWN),
      trust: await readTrust(warehouse),
    },
    format,
  );
  return pageAnswer(200, page);
}

function choicesOf(query: URLSearchParams, ladder: Ladder): OverviewChoices {
  return {
    model: ladderKey(ladder),
    period: choiceOf(query, 'period', GRAINS),
    cohorts: choiceOf(query, 'cohorts', COHORT_KINDS),
    grain: choiceOf(query, 'grain', GRAINS),
    measure: choiceOf(query, 'measure', MEASURES),
  };
}

import { describe, expect, test } from '@jest/globals';
import { readCondition } from '../../emulators/google-identity/condition';

const claims = {
  repository_id: '1',
  environment: 'production',
  job_workflow_ref: 'acme/sluice/x.yml@refs/tags/v1',
};

describe('attribute conditions', () => {
  test.each([
    ["assertion.repository_id == '1'", true],
    ['assertion.repository_id == "2"', false],
    ["assertion.environment in ['staging', 'production']", true],
    ["assertion.environment in ['staging']", false],
    ["assertion.job_workflow_ref.startsWith('acme/sluice/x.yml@')", true],
    ["assertion.repository_id == '1' && assertion.environment == 'staging'", false],
    ["assertion.missing == ''", false],
    ["assertion.missing.startsWith('')", false],
  ])('%s is %s', (expression, expected) => {
    expect(readCondition(expression)(claims)).toBe(expected);
  });

  test.each([
    "assertion.repository_id != '1'",
    "assertion.repository_id == '1' || true",
    "attribute.repository_id == '1'",
    '',
  ])('%j is refused rather than misread', (expression) => {
    expect(() => readCondition(expression)).toThrow('does not understand');
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bed } from './cloudrun-bed';
import { app, Code, openBed, parent, pinned, shortName, transports } from './cloudrun-bed';

const next = (revision: string) => ({ template: { revision, containers: [{ image: revision }] } });

describe.each(transports)('revisions over %s', (transport) => {
  let bed: Bed;
  beforeEach(async () => {
    bed = await openBed(transport, { maxRevisions: 3 });
    await bed.create({ revision: 'app-one' });
  });
  afterEach(() => bed.close());

  const names = async (of = app) => {
    const [revisions] = await bed.revisions.listRevisions({ parent: of });
    return revisions.map(({ name }) => shortName(name));
  };

  test('are listed newest first, for a service or with - for all of a location', async () => {
    await bed.update(next('app-two'), ['template']);
    expect(await names()).toEqual(['app-two', 'app-one']);
    expect(await names(`${parent}/services/-`)).toEqual(['app-two', 'app-one']);
  });

  test('come in pages', async () => {
    await bed.update(next('app-two'), ['template']);
    const [first, request] = await bed.revisions.listRevisions(
      { parent: app, pageSize: 1 },
      { autoPaginate: false },
    );
    expect(first.map(({ name }) => shortName(name))).toEqual(['app-two']);
    const [second] = await bed.revisions.listRevisions({ ...request }, { autoPaginate: false });
    expect(second.map(({ name }) => shortName(name))).toEqual(['app-one']);
  });

  test('one that has traffic, a tag, or is the newest cannot be deleted', async () => {
    const remove = (revision: string) =>
      bed.revisions.deleteRevision({ name: `${app}/revisions/${revision}` });
    await bed.update({ ...next('app-two'), traffic: [pinned('app-one', 100)] }, ['template', 'traffic']);
    await expect(remove('app-one')).rejects.toMatchObject({ code: Code.failedPrecondition });
    await expect(remove('app-two')).rejects.toMatchObject({ code: Code.failedPrecondition });
    const traffic = [pinned('app-two', 100), pinned('app-one', 0, 'old')];
    await bed.update({ ...next('app-three'), traffic }, ['template', 'traffic']);
    await expect(remove('app-one')).rejects.toMatchObject({ code: Code.failedPrecondition });
    await bed.update({ traffic: [pinned('app-two', 100)] }, ['traffic']);
    const [operation] = await remove('app-one');
    expect((await operation.promise())[0].name).toBe(`${app}/revisions/app-one`);
    expect(await names()).toEqual(['app-three', 'app-two']);
    expect(bed.platform.running.has('app-one')).toBe(false);
  });

  test('beyond the limit old ones that nothing leads to are deleted; a tag keeps one', async () => {
    await bed.update({ traffic: [pinned('app-one', 100, 'good')] }, ['traffic']);
    for (const name of ['app-two', 'app-three', 'app-four']) await bed.update(next(name), ['template']);
    expect(await names()).toEqual(['app-four', 'app-three', 'app-one']);
  });

  test("a tag keeps its revision's minimum instances running", async () => {
    const minimum = async () => {
      const [revision] = await bed.revisions.getRevision({ name: `${app}/revisions/app-two` });
      return revision.scalingStatus?.desiredMinInstanceCount;
    };
    const template = { ...next('app-two').template, scaling: { minInstanceCount: 2 } };
    const tagged = [pinned('app-one', 100), pinned('app-two', 0, 'warm')];
    await bed.update({ template, traffic: tagged }, ['template', 'traffic']);
    expect(await minimum()).toBe(2);
    await bed.update({ traffic: [pinned('app-one', 100)] }, ['traffic']);
    expect(await minimum()).toBe(0);
  });

  test('one that is not there is NOT_FOUND', async () => {
    const missing = bed.revisions.getRevision({ name: `${app}/revisions/app-nine` });
    await expect(missing).rejects.toMatchObject({ code: Code.notFound });
  });
});

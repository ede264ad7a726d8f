import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadContract } from '../../emulators/github/api';
import type { Contract } from '../../emulators/github/api';
import { loadSlice } from '../../emulators/github/description';
import { operations } from '../../emulators/github/operations';

const noQuery = new URLSearchParams();
const path = '/repos/acme/shop/deployments';
const ref = {
  ref: 'refs/tags/v1',
  node_id: 'x',
  url: 'https://api.github.com/repos/acme/shop/git/refs/tags/v1',
  object: { type: 'commit', sha: 'a'.repeat(40), url: 'https://api.github.com/x' },
};

let contract: Contract;
beforeAll(async () => {
  contract = await loadContract();
});

function find(method: string, at: string) {
  const found = contract.router(method, at);
  if (!found) throw new Error(`no operation at ${method} ${at}`);
  return found;
}

describe("the slice of GitHub's description", () => {
  test('an operation that GitHub does not have is refused by name', async () => {
    await expect(loadSlice(['repos/get', 'repos/deploy-faster'])).rejects.toThrow('repos/deploy-faster');
  });

  test('every operation of the emulator can be compiled and judges something', () => {
    for (const id of Object.keys(operations)) {
      const { described } = find(...exampleOf(id));
      expect(described.id).toBe(id);
      expect(() => contract.schemas.request(described, noQuery, {})).not.toThrow();
      expect(contract.schemas.response(described, 299, {})).toHaveLength(1);
    }
  });
});

/** A request for each operation, made from the description's own path. */
function exampleOf(id: string): [method: string, path: string] {
  const { method, path: pattern } = described.get(id) ?? { method: '', path: '' };
  return [method, pattern.replaceAll(/\{\w+\}/g, '1')];
}

const described = new Map<string, { method: string; path: string }>();
beforeAll(async () => {
  const { operations: all } = await loadSlice(Object.keys(operations));
  for (const { id, method, path: pattern } of all) described.set(id, { method, path: pattern });
});

describe('requests', () => {
  test('a missing field, a wrong type and a made-up field are named', () => {
    const judge = (body: Record<string, string | number>) =>
      contract.schemas.request(find('POST', path).described, noQuery, body).join('\n');
    expect(judge({})).toContain('ref');
    expect(judge({ ref: 5 })).toContain('/ref must be string');
    expect(judge({ ref: 'main', enviroment: 'x' })).toContain('enviroment');
    expect(judge({ ref: 'main' })).toBe('');
  });

  test('a query is read as text, and an unknown parameter is named', () => {
    const judge = (query: string) =>
      contract.schemas.request(find('GET', path).described, new URLSearchParams(query), undefined).join('\n');
    expect(judge('per_page=5&sha=abc')).toBe('');
    expect(judge('per_page=many')).toContain('per_page');
    expect(judge('enviroment=x')).toContain('enviroment');
  });
});

describe('answers', () => {
  const judge = (status: number, body: object | null) =>
    contract.schemas
      .response(find('GET', '/repos/acme/shop/git/ref/tags/v1').described, status, body as typeof ref | null)
      .join('\n');

  test('what fits passes; what lacks a field, or has one too many, is named', () => {
    expect(judge(200, ref)).toBe('');
    expect(judge(200, { ...ref, node_id: undefined })).toContain('node_id');
    expect(judge(200, { ...ref, made_up: true })).toContain('made_up');
    expect(judge(200, { ...ref, object: { ...ref.object, sha: 'short' } })).toContain('/object/sha');
    expect(judge(200, null)).not.toBe('');
  });

  test('a status that the operation does not have is a misfit', () => {
    expect(judge(418, ref)).toContain('418');
  });
});

test('a longer path is not taken for a shorter one, and slashes in a ref are part of it', () => {
  expect(find('GET', '/repos/acme/shop/releases/latest').described.id).toBe('repos/get-latest-release');
  expect(find('GET', '/repos/acme/shop/git/ref/tags%2Fv1').params).toMatchObject({ ref: 'tags/v1' });
  expect(find('GET', '/repos/acme/shop/git/ref/tags/v1').params).toMatchObject({ ref: 'tags/v1' });
  expect(contract.router('DELETE', path)).toBeUndefined();
});

import { describe, expect, test } from '@jest/globals';
import { httpRulesOf, matchRoute, routeOf } from '../../emulators/proto/http-rule';

const rule = (verb: string, template: string) => routeOf({ verb, template, body: '' });

describe('google.api.http rules', () => {
  test('additional bindings follow the first, one or several', () => {
    const one = [
      { '(google.api.http)': { get: '/v1/{a_b=x/*}', additional_bindings: { get: '/v1/{a_b=y/*}' } } },
    ];
    expect(httpRulesOf(one).map(({ template }) => template)).toEqual(['/v1/{a_b=x/*}', '/v1/{a_b=y/*}']);
    const several = [
      {
        '(google.api.http)': {
          post: '/a',
          body: '*',
          additional_bindings: [{ put: '/b', body: 'the_part' }, { patch: '/c' }],
        },
      },
    ];
    expect(httpRulesOf(several)).toEqual([
      { verb: 'POST', template: '/a', body: '*' },
      { verb: 'PUT', template: '/b', body: 'thePart' },
      { verb: 'PATCH', template: '/c', body: '' },
    ]);
  });

  test('a nested variable keeps its path of fields', () => {
    const route = rule('PATCH', '/v2/{service.name=projects/*/services/*}');
    expect(matchRoute(route, 'PATCH', '/v2/projects/p/services/s')).toEqual(
      new Map([['service.name', 'projects/p/services/s']]),
    );
  });

  test('one star is one segment, two are any number, and another verb is another method', () => {
    const one = rule('GET', '/v1/{name=a/*}');
    expect(matchRoute(one, 'GET', '/v1/a/b/c')).toBeUndefined();
    expect(matchRoute(one, 'POST', '/v1/a/b')).toBeUndefined();
    expect(matchRoute(rule('GET', '/v1/{name=a/**}'), 'GET', '/v1/a/b/c')?.get('name')).toBe('a/b/c');
    expect(matchRoute(rule('GET', '/v1/{project}/x'), 'GET', '/v1/p/x')?.get('project')).toBe('p');
  });

  test('a custom verb is not part of the name; an encoded colon is', () => {
    const plain = rule('GET', '/v2/{name=services/*}');
    expect(matchRoute(plain, 'GET', '/v2/services/a:getIamPolicy')).toBeUndefined();
    expect(matchRoute(plain, 'GET', '/v2/services/a%3Ab')?.get('name')).toBe('services/a:b');
    const verb = rule('GET', '/v2/{resource=services/*}:getIamPolicy');
    expect(matchRoute(verb, 'GET', '/v2/services/a:getIamPolicy')?.get('resource')).toBe('services/a');
  });

  test('dots and plus signs in a template are themselves', () => {
    expect(matchRoute(rule('GET', '/v1.0/{a}'), 'GET', '/v1x0/b')).toBeUndefined();
  });
});

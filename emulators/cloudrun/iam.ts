import { isJsonObject, textOf } from '../proto/json';
import type { Handler } from '../proto/methods';
import { ApiError } from '../proto/status';
import type { ControlPlane } from './control-plane';
import { serviceNamed } from './services';

/** The methods for a service's IAM policy. Setting one replaces it whole; its etag is optional, and checked if sent. */
export function iamHandlers(plane: ControlPlane): Record<string, Handler> {
  return {
    GetIamPolicy: ({ resource }) => {
      plane.require('run.services.getIamPolicy', textOf(resource));
      return serviceNamed(plane, textOf(resource)).policy;
    },
    SetIamPolicy: ({ resource, policy }) => {
      plane.require('run.services.setIamPolicy', textOf(resource));
      const service = serviceNamed(plane, textOf(resource));
      const sent = isJsonObject(policy) ? policy : {};
      if (sent['etag'] !== undefined && sent['etag'] !== service.policy['etag']) {
        throw new ApiError(
          'ABORTED',
          'There were concurrent policy changes. Please retry the whole read-modify-write.',
        );
      }
      service.policy = {
        ...sent,
        version: 1,
        etag: Buffer.from(plane.reconciler.timestamp()).toString('base64'),
      };
      return service.policy;
    },
    TestIamPermissions: ({ resource, permissions }) => {
      serviceNamed(plane, textOf(resource));
      const asked = Array.isArray(permissions) ? permissions : [];
      return {
        permissions: asked.filter((permission) => !plane.state.deniedPermissions.has(textOf(permission))),
      };
    },
  };
}

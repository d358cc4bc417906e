import { ServiceToken, serviceTokenOf } from '@acgs/access';
import { HttpClients } from '@acgs/http-client';
import { Module } from '@nestjs/common';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { EngineClient } from './engine-client.js';

@Module({
  providers: [
    EngineClient,
    {
      provide: ServiceToken,
      inject: [EC_SETTINGS, HttpClients],
      useFactory: (settings: EcSettings, clients: HttpClients) =>
        serviceTokenOf(
          {
            id: settings.EC_CLIENT_ID,
            secret: settings.EC_CLIENT_SECRET,
            home: settings.ACGS_HOME,
            secretVariable: 'EC_CLIENT_SECRET',
          },
          clients.of('auth-service'),
        ),
    },
  ],
  exports: [EngineClient],
})
export class EngineModule {}

-- The databases of all services. Written from service-map.json by "nilecare-db write"; change that instead.
-- Run as an administrator, as often as you like:  mysql < create-service-databases.sql

-- auth-service
CREATE DATABASE IF NOT EXISTS `nilecare_auth` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- billing-service
CREATE DATABASE IF NOT EXISTS `nilecare_billing` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- payment-gateway-service
CREATE DATABASE IF NOT EXISTS `nilecare_payment` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- business-service
CREATE DATABASE IF NOT EXISTS `nilecare_business` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- facility-service
CREATE DATABASE IF NOT EXISTS `nilecare_facility` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- lab-service
CREATE DATABASE IF NOT EXISTS `nilecare_lab` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- medication-service
CREATE DATABASE IF NOT EXISTS `nilecare_medication` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- inventory-service
CREATE DATABASE IF NOT EXISTS `nilecare_inventory` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
